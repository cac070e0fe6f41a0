// SPDX-License-Identifier: Apache-2.0

import CodedErrors

/// Why a folder of images could not be used.
package struct DatasetError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  package struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "noImages".
    package let description: String

    /// The path leads to no folder, or to one that cannot be listed.
    package static let unreadableFolder = Self(description: "unreadableFolder")
    /// The folder holds no file with an image's extension.
    package static let noImages = Self(description: "noImages")
    /// Two images of one folder differ by their extension alone.
    package static let duplicateStem = Self(description: "duplicateStem")
    /// Both folders hold images, but no stem is in both.
    package static let noPairs = Self(description: "noPairs")
    /// The two images of a pair differ in size.
    package static let unequalSizes = Self(description: "unequalSizes")
    /// The folder does not hold the two image folders of a data set.
    package static let unknownModalities = Self(description: "unknownModalities")
  }

  /// The kind of failure.
  package let code: Code
  /// The folder concerned, as the caller named it.
  package let path: String
  /// What was found and what was wanted, in one line, without the path.
  package let message: String

  init(_ code: Code, path: String, _ message: String) {
    (self.code, self.path, self.message) = (code, path, message)
  }

  /// The folder concerned.
  package var subject: String? { path }
}
