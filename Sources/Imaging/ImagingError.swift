// SPDX-License-Identifier: Apache-2.0

public import CodedErrors
package import Files

/// Why an image could not be read, written or mapped.
public struct ImagingError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "notFound".
    public let description: String

    /// There is no file at the path.
    public static let notFound = Self(description: "notFound")
    /// The path leads to a folder.
    public static let isFolder = Self(description: "isFolder")
    /// The file cannot be opened or read.
    public static let unreadable = Self(description: "unreadable")
    /// The file is empty or of no format that is read.
    public static let notAnImage = Self(description: "notAnImage")
    /// The file is cut off or its content is invalid.
    public static let damaged = Self(description: "damaged")
    /// The file is valid, but of a kind that is not read.
    public static let unsupported = Self(description: "unsupported")
    /// The image exceeds the ``ImageDecodingPolicy``.
    public static let tooLarge = Self(description: "tooLarge")
    /// A library ran out of memory.
    public static let outOfMemory = Self(description: "outOfMemory")
    /// The file to write has an extension that names no format.
    public static let unknownExtension = Self(description: "unknownExtension")
    /// The format cannot hold the image.
    public static let notEncodable = Self(description: "notEncodable")
    /// There is a file already, and it was not to be replaced.
    public static let exists = Self(description: "exists")
    /// The file cannot be written.
    public static let unwritable = Self(description: "unwritable")
    /// A range's low end is not below its high end, or lies outside what is allowed.
    public static let invalidRange = Self(description: "invalidRange")
  }

  /// The kind of failure.
  public let code: Code
  /// The file, as the caller named it; nil where no file is concerned.
  public let path: String?
  /// What was found and what was wanted, in one line, without the path.
  public let message: String

  init(_ code: Code, path: String? = nil, _ message: String) {
    (self.code, self.path, self.message) = (code, path, message)
  }

  /// The file or folder concerned.
  public var subject: String? { path }
}

extension ImagingError {
  /// A failure of reading or writing a file.
  package init(_ error: FileError) {
    let code: Code =
      switch error.code {
      case .notFound: .notFound
      case .isFolder: .isFolder
      case .notRegular, .unreadable: .unreadable
      case .truncated: .damaged
      case .tooLarge: .tooLarge
      case .exists: .exists
      case .unwritable: .unwritable
      }
    self.init(code, path: error.path, error.message)
  }
}
