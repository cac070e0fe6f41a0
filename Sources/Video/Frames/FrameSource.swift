// SPDX-License-Identifier: Apache-2.0

/// Where frames come from: a film, a folder, a camera, a pipe.
public protocol FrameSource: Sendable {
  /// What messages call it: a path, or an address without its password.
  var name: String { get }
  /// Whether frames come by themselves and are lost where nobody takes them in time.
  var isLive: Bool { get }

  /// Whether opening it once more begins anew: a file, and no pipe.
  var isRepeatable: Bool { get }

  /// Begins to read.
  ///
  /// It may block, as ``FrameReader`` may: both are for a thread of their own.
  /// - Throws: ``VideoError`` where it cannot be read.
  func open() throws -> any FrameReader
}

extension FrameSource {
  /// Unless it is live.
  public var isRepeatable: Bool { !isLive }
}
