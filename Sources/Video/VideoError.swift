// SPDX-License-Identifier: Apache-2.0

public import CodedErrors
import Files

/// What can go wrong with films and streams.
public struct VideoError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "malformed".
    public let description: String

    /// Nothing can be read there.
    public static let unreadable = Self(description: "unreadable")
    /// Something is read that is none of the wanted format, or ends too early.
    public static let malformed = Self(description: "malformed")
    /// A format, or a kind of it, that is not read or written.
    public static let unsupported = Self(description: "unsupported")
    /// Something cannot be written.
    public static let unwritable = Self(description: "unwritable")
    /// There is a file already, and it was not to be replaced.
    public static let exists = Self(description: "exists")
    /// The program ffmpeg is wanted and not there.
    public static let noFFmpeg = Self(description: "noFFmpeg")
    /// ffmpeg failed.
    public static let ffmpeg = Self(description: "ffmpeg")
    /// Frames of two sources cannot be paired.
    public static let pairing = Self(description: "pairing")
    /// It is not sure how two cameras lie on each other.
    public static let alignment = Self(description: "alignment")
  }

  /// The kind of failure.
  public let code: Code
  /// The source or sink concerned; nil where none is.
  public let subject: String?
  /// What was found and what was wanted, in one line, without the subject.
  public let message: String

  init(_ code: Code, _ subject: String? = nil, _ message: String) {
    (self.code, self.subject, self.message) = (code, subject, message)
  }

  init(_ error: FileError) {
    let code: Code =
      switch error.code {
      case .exists: .exists
      case .unwritable: .unwritable
      default: .unreadable
      }
    self.init(code, error.path, error.message)
  }
}
