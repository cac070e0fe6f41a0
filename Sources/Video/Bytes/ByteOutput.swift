// SPDX-License-Identifier: Apache-2.0

/// Where bytes of a stream go: a pipe, or a file that appears once it is whole.
protocol ByteOutput: AnyObject {
  /// What messages call it.
  var name: String { get }

  /// Appends bytes; it may wait.
  ///
  /// - Throws: ``VideoError`` where that fails, also where nobody reads a pipe any more.
  func write(_ bytes: [UInt8]) throws

  /// Says that all is written.
  func finish() throws
}
