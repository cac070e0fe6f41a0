// SPDX-License-Identifier: Apache-2.0

public import CodedErrors

/// Why a folder of images could not be used.
public struct DatasetError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "noImages".
    public let description: String

    /// The path leads to no folder, or to one that cannot be listed.
    public static let unreadableFolder = Self(description: "unreadableFolder")
    /// The folder holds no file with an image's extension.
    public static let noImages = Self(description: "noImages")
    /// Names of images are not valid UTF-8, so that no path can hold them.
    public static let invalidNames = Self(description: "invalidNames")
    /// Two images of one folder differ by their extension alone.
    public static let duplicateStem = Self(description: "duplicateStem")
    /// No two images are a pair by their names.
    public static let noPairs = Self(description: "noPairs")
    /// Both folders are one, under whatever names.
    public static let sameFolder = Self(description: "sameFolder")
    /// A text is no ``NamePattern``.
    public static let pattern = Self(description: "pattern")
    /// An image could have several partners by the names.
    public static let ambiguousPairs = Self(description: "ambiguousPairs")
    /// A radiometric file is to be both images of a pair, and to show its screen's picture alone.
    public static let onePicture = Self(description: "onePicture")
    /// The two images of a pair differ in size.
    public static let unequalSizes = Self(description: "unequalSizes")
    /// The folder does not hold the two image folders of a data set.
    public static let unknownModalities = Self(description: "unknownModalities")
  }

  /// The kind of failure.
  public let code: Code
  /// The file or folder concerned, as the caller named it; nil where none is.
  public let path: String?
  /// What was found and what was wanted, in one line, without the path.
  public let message: String

  init(_ code: Code, path: String? = nil, _ message: String) {
    (self.code, self.path, self.message) = (code, path, message)
  }

  /// The file or folder concerned.
  public var subject: String? { path }
}
