// SPDX-License-Identifier: Apache-2.0

public import Imaging

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
  /// Something is not as it should be, in one line.
  case warning(String)

  /// How fast a run goes, since its start or its last interruption.
  public struct Pace: Sendable, Equatable {
    /// Pairs of crops a second, on all ranks.
    public let imagesPerSecond: Double
    /// The share of the time that steps waited for data, 0...1.
    public let waitedShare: Double
    /// Seconds to the end of the run, at this pace.
    public let secondsLeft: Double
  }
}

/// How a run ended.
public enum TrainingOutcome: Sendable, Equatable {
  /// All steps are done.
  case finished
  /// It was asked to stop; a checkpoint tells where.
  case interrupted(nextStep: Int)
}

/// What the network does with the validation pairs.
public struct ValidationReport: Sendable {
  /// The phase of the step before.
  public let phase: PhaseName
  /// Steps taken before.
  public let nextStep: Int
  /// The phase's weighted loss without its adversarial part: the lower, the better.
  public let loss: Double
  /// Named means: the losses, then the metrics of the fused images.
  public let values: [StepReport.Value]
  /// Pictures of the first pairs: sources and results side by side.
  public let panels: [(name: String, image: Image)]
}
