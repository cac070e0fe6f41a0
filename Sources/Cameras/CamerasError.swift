// SPDX-License-Identifier: Apache-2.0

public import CodedErrors
import Files

/// Why a camera's file could not be read as what it measured.
public struct CamerasError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "notRadiometric".
    public let description: String

    /// The file holds a picture alone, or none.
    public static let notRadiometric = Self(description: "notRadiometric")
    /// The file is cut off, or its content contradicts itself.
    public static let damaged = Self(description: "damaged")
    /// The file is valid, but of a kind that is not read.
    public static let unsupported = Self(description: "unsupported")
    /// An image exceeds the `ImageDecodingPolicy`.
    public static let tooLarge = Self(description: "tooLarge")
    /// The file has no photo of the scene beside its thermal image.
    public static let noPhoto = Self(description: "noPhoto")
    /// The file does not say how its thermal image lies on its photo.
    public static let noPlacement = Self(description: "noPlacement")
    /// The file cannot be opened or read.
    public static let unreadable = Self(description: "unreadable")
  }

  /// The kind of failure.
  public let code: Code
  /// The file, as the caller named it; nil where none is named.
  public let path: String?
  /// What was found and what was wanted, in one line, without the path.
  public let message: String
  /// Whether the file's picture of the camera's screen can be read in place of what was measured.
  package private(set) var hasScreenPicture = false

  /// The file concerned.
  public var subject: String? { path }

  init(_ code: Code, path: String? = nil, _ message: String) {
    (self.code, self.path, self.message) = (code, path, message)
  }

  init(_ error: FileError) {
    self.init(
      error.code == .tooLarge ? .tooLarge : .unreadable, path: error.path, error.message)
  }

  /// The failure as one of the file at a path.
  package func of(_ path: String, hasScreenPicture: Bool? = nil) -> Self {
    var error = Self(code, path: path, message)
    error.hasScreenPicture = hasScreenPicture ?? self.hasScreenPicture
    return error
  }
}
