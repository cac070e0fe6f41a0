// SPDX-License-Identifier: Apache-2.0

/// Why images could not be fused.
public struct FusionError: Error, Equatable, CustomStringConvertible {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Name: String {
      case tooSmall, unequalSizes, invalidTiling
      case fileAndFolder, missingImage, unknownFormat, outputExists, unwritable
    }

    private let name: Name

    private init(_ name: Name) { self.name = name }

    /// A side of an image is shorter than ``PairFusion/minimumSide``.
    public static let tooSmall = Self(.tooSmall)
    /// The two images differ in size, and ``FusionOptions/resizesSecond`` is off; or a saved image
    /// has not the size of its sources.
    public static let unequalSizes = Self(.unequalSizes)
    /// Tiles are smaller than ``FusionTiling/minimumSide``.
    public static let invalidTiling = Self(.invalidTiling)
    /// A file stands where a folder is wanted, or the other way round.
    public static let fileAndFolder = Self(.fileAndFolder)
    /// A pair has no saved image.
    public static let missingImage = Self(.missingImage)
    /// An output's extension names no image format.
    public static let unknownFormat = Self(.unknownFormat)
    /// An output is there already.
    public static let outputExists = Self(.outputExists)
    /// The output folder cannot be made.
    public static let unwritable = Self(.unwritable)

    /// The code's name, such as "unequalSizes".
    public var description: String { name.rawValue }
  }

  /// The kind of failure.
  public let code: Code
  /// The file or folder concerned, as the caller named it; nil where none is.
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
