// SPDX-License-Identifier: Apache-2.0

/// What a metric's numbers mean in one profile.
public struct MetricConvention: Sendable {
  /// What a score counts.
  public enum Unit: String, Sendable {
    /// A pure number.
    case none = ""
    /// Bits.
    case bits
    /// Natural units of information: 1/ln 2 bits.
    case nats
    /// Gray levels of 0...255.
    case levels
    /// Gray levels squared.
    case squaredLevels = "levels^2"
    /// Hundredths of a whole.
    case percent = "%"
    /// Decibels.
    case decibels = "dB"
  }

  /// What a score counts.
  public let unit: Unit
  /// Where scores lie, apart from rounding errors.
  public let range: ClosedRange<Double>
  let evaluate: @Sendable (TripleAnalysis) -> Double

  init(
    _ unit: Unit, _ range: ClosedRange<Double>,
    evaluate: @escaping @Sendable (TripleAnalysis) -> Double
  ) {
    self.unit = unit
    self.range = range
    self.evaluate = evaluate
  }
}
