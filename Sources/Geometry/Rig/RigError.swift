// SPDX-License-Identifier: Apache-2.0

public import CodedErrors
import Files

/// What can go wrong in keeping the geometry between two cameras in a file.
public struct RigError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "rig".
    public let description: String

    /// A rig file is malformed, or of a version that is not read.
    public static let rig = Self(description: "rig")
    /// A rig is of images of another shape.
    public static let size = Self(description: "size")
    /// A rig says nothing of the distance that was named.
    public static let distance = Self(description: "distance")
    /// Points in both images determine no rig.
    public static let points = Self(description: "points")
    /// A file cannot be read.
    public static let unreadable = Self(description: "unreadable")
    /// A file cannot be written.
    public static let unwritable = Self(description: "unwritable")
    /// There is a file already, and it was not to be replaced.
    public static let exists = Self(description: "exists")
  }

  /// The kind of failure.
  public let code: Code
  /// The file concerned, as the caller named it; nil where none is.
  public let subject: String?
  /// What was found and what was wanted, in one line, without the subject.
  public let message: String

  init(_ code: Code, path: String? = nil, _ message: String) {
    (self.code, subject, self.message) = (code, path, message)
  }

  /// The failure as one of the file at a path.
  package func of(_ path: String) -> Self { Self(code, path: path, message) }

  init(_ error: FileError) {
    let code: Code =
      switch error.code {
      case .exists: .exists
      case .unwritable: .unwritable
      default: .unreadable
      }
    self.init(code, path: error.path, error.message)
  }
}
