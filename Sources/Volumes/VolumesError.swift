// SPDX-License-Identifier: Apache-2.0

public import CodedErrors
import Files

/// Why a volume could not be read, placed or written.
public struct VolumesError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "notVolume".
    public let description: String

    /// The code of a name.
    package init(description: String) { self.description = description }

    /// The file holds no volume.
    public static let notVolume = Self(description: "notVolume")
    /// The file is cut off, or its content contradicts itself.
    public static let damaged = Self(description: "damaged")
    /// The file is valid, but of a kind that is not read.
    public static let unsupported = Self(description: "unsupported")
    /// A volume exceeds the ``VolumeLimits``.
    public static let tooLarge = Self(description: "tooLarge")
    /// The file holds several volumes, and none was chosen, or one that it does not have.
    public static let frame = Self(description: "frame")
    /// A window is none.
    public static let window = Self(description: "window")
    /// The volume's geometry cannot be used.
    public static let geometry = Self(description: "geometry")
    /// Values cannot be converted to the unit.
    public static let unit = Self(description: "unit")
    /// A folder holds several series, and none was chosen, or one that it does not have.
    public static let series = Self(description: "series")
    /// Two files have one name, by which either may be meant.
    public static let ambiguous = Self(description: "ambiguous")
    /// A volume has no partner.
    public static let noPartner = Self(description: "noPartner")
    /// Nothing tells where two volumes lie to each other.
    public static let registration = Self(description: "registration")
    /// A file cannot be opened or read.
    public static let unreadable = Self(description: "unreadable")
    /// A file cannot be written.
    public static let unwritable = Self(description: "unwritable")
    /// There is a file already, and it was not to be replaced.
    public static let exists = Self(description: "exists")
  }

  /// The kind of failure.
  public let code: Code
  /// The file concerned, as the caller named it; nil where none is named.
  public let path: String?
  /// What was found and what was wanted, in one line, without the path.
  public let message: String

  /// The file concerned.
  public var subject: String? { path }

  package init(_ code: Code, path: String? = nil, _ message: String) {
    (self.code, self.path, self.message) = (code, path, message)
  }

  init(_ error: FileError) {
    let code: Code =
      switch error.code {
      case .tooLarge: .tooLarge
      case .exists: .exists
      case .unwritable: .unwritable
      default: .unreadable
      }
    self.init(code, path: error.path, error.message)
  }

  /// The failure as one of the file at a path.
  package func of(_ path: String) -> Self { Self(code, path: path, message) }
}
