// SPDX-License-Identifier: Apache-2.0

public import CodedErrors

/// Why images could not be fused.
public struct FusionError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "unequalSizes".
    public let description: String

    /// A side of an image is shorter than ``PairFusion/minimumSide``.
    public static let tooSmall = Self(description: "tooSmall")
    /// The two images differ in size, and ``FusionOptions/resizesSecond`` is off; or a saved image
    /// has not the size of its sources.
    public static let unequalSizes = Self(description: "unequalSizes")
    /// No pixel of either image is valid: alpha is 0, samples are not-a-number or stand for
    /// nothing.
    public static let noValidPixel = Self(description: "noValidPixel")
    /// Tiles are smaller than ``FusionTiling/minimumSide``.
    public static let invalidTiling = Self(description: "invalidTiling")
    /// ``FusionOptions/lean`` is not within -1...1.
    public static let invalidLean = Self(description: "invalidLean")
    /// ``FusionOptions/highlight`` has a threshold that is none, or no color to mark with.
    public static let invalidHighlight = Self(description: "invalidHighlight")
    /// Images that are to share a range count different things.
    public static let mixedUnits = Self(description: "mixedUnits")
    /// A file stands where a folder is wanted, or the other way round.
    public static let fileAndFolder = Self(description: "fileAndFolder")
    /// A file or folder of sources does not exist.
    public static let missingSource = Self(description: "missingSource")
    /// Both images of a pair are one file.
    public static let sameSource = Self(description: "sameSource")
    /// A pair has no saved image.
    public static let missingImage = Self(description: "missingImage")
    /// An output's extension names no image format.
    public static let unknownFormat = Self(description: "unknownFormat")
    /// An output is there already.
    public static let outputExists = Self(description: "outputExists")
    /// Two pairs would be written to one file.
    public static let duplicateOutput = Self(description: "duplicateOutput")
    /// An output is one of the images that are read.
    public static let outputIsSource = Self(description: "outputIsSource")
    /// The output folder cannot be made.
    public static let unwritable = Self(description: "unwritable")
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
