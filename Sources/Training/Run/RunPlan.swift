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
  ///
  /// - Throws: ``TrainingError`` with `configuration` where the steps are more than can be counted.
  init(_ configuration: TrainingConfiguration, pairs: Int, ranks: Int = 1) throws {
    let crops = try product(configuration.batch, ranks)
    stepsPerEpoch = max(pairs / crops + (pairs % crops == 0 ? 0 : 1), 1)
    let epochs = (configuration.phase1Epochs, configuration.phase2Epochs)
    guard configuration.steps > 0 else {
      phase1Steps = try product(epochs.0, stepsPerEpoch)
      phase2Steps = try product(epochs.1, stepsPerEpoch)
      _ = try sum(phase1Steps, phase2Steps)
      return
    }
    phase1Steps = try product(configuration.steps, epochs.0) / sum(epochs.0, epochs.1)
    phase2Steps = configuration.steps - phase1Steps
  }

  /// Steps of both phases.
  public var steps: Int { phase1Steps + phase2Steps }

  /// The phase that a step is in.
  func phase(at step: Int) -> PhaseName { step < phase1Steps ? .reconstruction : .fusion }

  func steps(of phase: PhaseName) -> Int {
    phase == .reconstruction ? phase1Steps : phase2Steps
  }

  func firstStep(of phase: PhaseName) -> Int { phase == .reconstruction ? 0 : phase1Steps }

  /// The epoch that a step is in, from 0.
  public func epoch(of step: Int) -> Int { step / stepsPerEpoch }

  /// Whether every `interval`-th epoch ends before step `nextStep`; a phase's end counts, too.
  func endsEpoch(_ nextStep: Int, every interval: Int) -> Bool {
    let endsInterval =
      nextStep % stepsPerEpoch == 0 && epoch(of: nextStep) % interval == 0
    return endsInterval || nextStep == phase1Steps || nextStep == steps
  }
}

private func product(_ a: Int, _ b: Int) throws -> Int {
  let (value, isTooLarge) = a.multipliedReportingOverflow(by: b)
  if isTooLarge { throw uncountable("\(a) * \(b)") }
  return value
}

private func sum(_ a: Int, _ b: Int) throws -> Int {
  let (value, isTooLarge) = a.addingReportingOverflow(b)
  if isTooLarge { throw uncountable("\(a) + \(b)") }
  return value
}

private func uncountable(_ number: String) -> TrainingError {
  .configuration("a run of that length cannot be counted: \(number) is more than \(Int.max)")
}
