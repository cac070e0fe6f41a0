// SPDX-License-Identifier: Apache-2.0

public import CodedErrors
import Datasets

/// Why fused images could not be scored.
public struct EvaluationError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "missingFused".
    public let description: String

    /// A file stands where a folder is wanted, or the other way round.
    public static let fileAndFolder = Self(description: "fileAndFolder")
    /// Nothing was given to score.
    public static let noMethod = Self(description: "noMethod")
    /// The source lists no pairs.
    public static let noPairs = Self(description: "noPairs")
    /// Two methods have one name.
    public static let duplicateMethod = Self(description: "duplicateMethod")
    /// A pair has no fused image.
    public static let missingFused = Self(description: "missingFused")
    /// Two pairs have one name, by which a fused image is of either.
    public static let duplicateStem = Self(description: "duplicateStem")
    /// A fused image and its sources, or the sources, differ in size.
    public static let unequalSizes = Self(description: "unequalSizes")
    /// The second image of a pair hardly reaches the first one.
    public static let noOverlap = Self(description: "noOverlap")
    /// A float image has pixels that are not-a-number or infinite.
    public static let notFinite = Self(description: "notFinite")
    /// A video has fewer than two frames.
    public static let tooFewFrames = Self(description: "tooFewFrames")
    /// A video has no frame of the name at which a camera's gain is said to step.
    public static let noStepFrame = Self(description: "noStepFrame")
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
