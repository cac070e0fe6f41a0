// SPDX-License-Identifier: Apache-2.0

/// What a run tells whoever watches it.
public enum TrainingEvent: Sendable {
  /// It begins, or goes on at a step.
  case began(RunPlan, pairs: Int, validationPairs: Int, nextStep: Int)
  /// A step was taken, or skipped.
  case step(StepReport, Pace)
  /// The validation pairs were measured after that many steps.
  case validated(ValidationReport)
  /// A checkpoint was written, after that many steps.
  case checkpoint(nextStep: Int)
  /// By what images were paired, or which ranges of brightness they have, in one line.
  case note(String)
  /// Something is not as it should be, in one line.
  case warning(String)

  /// How fast a run goes, since its start or its last interruption.
  public struct Pace: Sendable, Equatable {
    /// Pairs of crops a second, on all ranks.
    public let pairsPerSecond: Double
    /// The share of the time that steps waited for data, 0...1.
    public let waitedShare: Double
    /// Seconds to the end of the run, at this pace.
    public let secondsLeft: Double
  }
}
