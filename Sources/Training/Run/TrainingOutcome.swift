// SPDX-License-Identifier: Apache-2.0

/// How a run ended.
public enum TrainingOutcome: Sendable, Equatable {
  /// All steps are done.
  case finished
  /// It was asked to stop, or its task was cancelled; a checkpoint tells where.
  case interrupted(nextStep: Int)
}
