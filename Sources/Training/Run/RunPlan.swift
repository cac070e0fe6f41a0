// SPDX-License-Identifier: Apache-2.0

/// The steps of a run: those of phase one, then those of phase two.
public struct RunPlan: Sendable, Equatable {
  /// Steps that take one crop of each pair.
  public let stepsPerEpoch: Int
  /// Steps of phase one.
  public let phase1Steps: Int
  /// Steps of phase two.
  public let phase2Steps: Int

  /// The plan for a training set of `pairs`, on `ranks` processes.
  init(_ configuration: TrainingConfiguration, pairs: Int, ranks: Int = 1) {
    let crops = configuration.batch * ranks
    stepsPerEpoch = max((pairs + crops - 1) / crops, 1)
    let epochs = (configuration.phase1Epochs, configuration.phase2Epochs)
    guard configuration.steps > 0 else {
      phase1Steps = epochs.0 * stepsPerEpoch
      phase2Steps = epochs.1 * stepsPerEpoch
      return
    }
    phase1Steps = configuration.steps * epochs.0 / (epochs.0 + epochs.1)
    phase2Steps = configuration.steps - phase1Steps
  }

  /// Steps of both phases.
  public var steps: Int { phase1Steps + phase2Steps }

  /// The phase that a step is in.
  func phase(at step: Int) -> TrainingPhase { step < phase1Steps ? .reconstruction : .fusion }

  func steps(of phase: TrainingPhase) -> Int {
    phase == .reconstruction ? phase1Steps : phase2Steps
  }

  func firstStep(of phase: TrainingPhase) -> Int { phase == .reconstruction ? 0 : phase1Steps }

  /// The epoch that a step is in, from 0.
  public func epoch(of step: Int) -> Int { step / stepsPerEpoch }

  /// Whether every `interval`-th epoch ends before step `nextStep`; a phase's end counts, too.
  func endsEpoch(_ nextStep: Int, every interval: Int) -> Bool {
    nextStep % (stepsPerEpoch * interval) == 0 || nextStep == phase1Steps || nextStep == steps
  }
}
