// SPDX-License-Identifier: Apache-2.0

public import CodedErrors

/// Why images could not be scored.
public struct FusionMetricsError: CodedError {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The code's name, such as "tooSmall".
    public let description: String

    /// The fused image and its sources, or the frames of a sequence, differ in size.
    public static let unequalSizes = Self(description: "unequalSizes")
    /// A side is shorter than the window of a metric.
    public static let tooSmall = Self(description: "tooSmall")
    /// No metric has this name.
    public static let unknownMetric = Self(description: "unknownMetric")
  }

  /// The kind of failure.
  public let code: Code
  /// The name of the triple concerned; nil where none is.
  public let triple: String?
  /// What was found and what was wanted, in one line, without the triple's name.
  public let message: String

  init(_ code: Code, triple: String? = nil, _ message: String) {
    (self.code, self.triple, self.message) = (code, triple, message)
  }

  /// The name of the triple concerned.
  public var subject: String? { triple }
}
