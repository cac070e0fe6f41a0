// SPDX-License-Identifier: Apache-2.0

/// What was taken of a file that holds more than one picture.
public struct ImageRemark: Sendable, Hashable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What was taken of it, the same words for all files of a kind.
  public let text: String

  /// "FLIR0123.jpg: radiometric: temperatures by its own settings".
  public var description: String { "\(path): \(text)" }
}
