// SPDX-License-Identifier: Apache-2.0

/// How fast a run goes since it was started.
struct PaceMeter {
  private let plan: RunPlan
  private let pairsPerStep: Int
  private var begin = ContinuousClock.now
  private var firstStep = 0

  init(plan: RunPlan, pairsPerStep: Int) {
    self.plan = plan
    self.pairsPerStep = pairsPerStep
  }

  mutating func start(at step: Int) {
    begin = .now
    firstStep = step
  }

  /// The pace when `nextStep` is the step to take next; `waited` is what the loader says.
  func pace(after nextStep: Int, waited: Duration) -> TrainingEvent.Pace {
    let seconds = max((ContinuousClock.now - begin) / .seconds(1), 1e-9)
    let secondsPerStep = seconds / Double(max(nextStep - firstStep, 1))
    return TrainingEvent.Pace(
      pairsPerSecond: Double(pairsPerStep) / secondsPerStep,
      waitedShare: (waited / .seconds(1)) / seconds,
      secondsLeft: Double(plan.steps - nextStep) * secondsPerStep)
  }
}
