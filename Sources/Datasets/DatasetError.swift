// SPDX-License-Identifier: Apache-2.0

/// Why a folder of images could not be used.
package struct DatasetError: Error, Equatable, CustomStringConvertible {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Name: String {
      case unreadableFolder, noImages, duplicateStem, noPairs, unknownModalities, unequalSizes
    }

    private let name: Name

    private init(_ name: Name) { self.name = name }

    /// The path leads to no folder, or to one that cannot be listed.
    package static let unreadableFolder = Self(.unreadableFolder)
    /// The folder holds no file with an image's extension.
    package static let noImages = Self(.noImages)
    /// Two images of one folder differ by their extension alone.
    package static let duplicateStem = Self(.duplicateStem)
    /// Both folders hold images, but no stem is in both.
    package static let noPairs = Self(.noPairs)
    /// The two images of a pair differ in size.
    package static let unequalSizes = Self(.unequalSizes)
    /// The folder does not hold the two image folders of a data set.
    package static let unknownModalities = Self(.unknownModalities)

    /// The code's name, such as "noImages".
    package var description: String { name.rawValue }
  }

  /// The kind of failure.
  package let code: Code
  /// The folder concerned, as the caller named it.
  package let path: String
  /// What was found and what was wanted, in one line, without the path.
  package let message: String

  init(_ code: Code, path: String, _ message: String) {
    self.code = code
    self.path = path
    self.message = message
  }

  /// One line: the path, then the message.
  package var description: String { "\(path): \(message)" }
}
