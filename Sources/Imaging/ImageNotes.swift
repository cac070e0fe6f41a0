// SPDX-License-Identifier: Apache-2.0

/// What an image's file says of it besides its samples.
public struct ImageNotes: Sendable, Equatable {
  /// What is odd about the file, a line each, without its path: damage that costs no pixel, pages
  /// that were not read.
  public var warnings: [String] = []

  /// Nothing.
  public init() {}
}
