// SPDX-License-Identifier: Apache-2.0

/// Why images could not be scored.
public struct FusionMetricsError: Error, Equatable, CustomStringConvertible {
  /// The kind of failure. Codes may be added, so a `switch` needs a default.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    private enum Name: String {
      case unequalSizes, tooSmall, unknownMetric
    }

    private let name: Name

    private init(_ name: Name) { self.name = name }

    /// The fused image and its sources, or the frames of a sequence, differ in size.
    public static let unequalSizes = Self(.unequalSizes)
    /// A side is shorter than the window of a metric.
    public static let tooSmall = Self(.tooSmall)
    /// No metric has this name.
    public static let unknownMetric = Self(.unknownMetric)

    /// The code's name, such as "tooSmall".
    public var description: String { name.rawValue }
  }

  /// The kind of failure.
  public let code: Code
  /// The name of the triple concerned; nil where none is.
  public let triple: String?
  /// What was found and what was wanted, in one line, without the triple's name.
  public let message: String

  init(_ code: Code, triple: String? = nil, _ message: String) {
    self.code = code
    self.triple = triple
    self.message = message
  }

  /// One line: the triple's name, then the message.
  public var description: String { triple.map { "\($0): \(message)" } ?? message }
}
