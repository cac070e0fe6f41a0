// SPDX-License-Identifier: Apache-2.0

package import Files

/// Why an image could not be read, written or mapped.
public struct ImagingError: Error, Equatable, CustomStringConvertible {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Name: String {
      case notFound, isFolder, unreadable, notAnImage, damaged, unsupported, tooLarge, outOfMemory
      case unknownExtension, notEncodable, exists, unwritable, invalidRange
    }

    private let name: Name

    private init(_ name: Name) { self.name = name }

    /// There is no file at the path.
    public static let notFound = Self(.notFound)
    /// The path leads to a folder.
    public static let isFolder = Self(.isFolder)
    /// The file cannot be opened or read.
    public static let unreadable = Self(.unreadable)
    /// The file is empty or of no format that is read.
    public static let notAnImage = Self(.notAnImage)
    /// The file is cut off or its content is invalid.
    public static let damaged = Self(.damaged)
    /// The file is valid, but of a kind that is not read.
    public static let unsupported = Self(.unsupported)
    /// The image exceeds the ``ImageDecodingPolicy``.
    public static let tooLarge = Self(.tooLarge)
    /// A library ran out of memory.
    public static let outOfMemory = Self(.outOfMemory)
    /// The file to write has an extension that names no format.
    public static let unknownExtension = Self(.unknownExtension)
    /// The format cannot hold the image.
    public static let notEncodable = Self(.notEncodable)
    /// There is a file already, and it was not to be replaced.
    public static let exists = Self(.exists)
    /// The file cannot be written.
    public static let unwritable = Self(.unwritable)
    /// A range's low end is not below its high end, or lies outside what is allowed.
    public static let invalidRange = Self(.invalidRange)

    /// The code's name, such as "notFound".
    public var description: String { name.rawValue }
  }

  /// The kind of failure.
  public let code: Code
  /// The file, as the caller named it; nil where no file is concerned.
  public let path: String?
  /// What was found and what was wanted, in one line, without the path.
  public let message: String

  init(_ code: Code, path: String? = nil, _ message: String) {
    self.code = code
    self.path = path
    self.message = message
  }

  /// One line: the path, then the message.
  public var description: String { path.map { "\($0): \(message)" } ?? message }
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
