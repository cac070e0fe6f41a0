// SPDX-License-Identifier: Apache-2.0

/// Where a run is.
struct TrainingProgress: Codable, Equatable {
  /// The step to take next, over both phases; also the position in the data.
  var nextStep = 0
  /// Steps that were not taken, as a gradient was not finite.
  var skippedSteps = 0
  /// The same in a row, up to now.
  var skippedInARow = 0
  /// How the adversarial game stands.
  var game = GameWatch()
  /// The lowest validation loss of phase two so far.
  var best: Double?

  /// Steps in a row without a finite gradient that end a run.
  private static let patience = 10

  /// Takes in a step. Returns a line for whatever is not as it should be.
  mutating func add(_ report: StepReport) -> [String] {
    nextStep = report.step + 1
    guard report.isTaken else {
      skippedSteps += 1
      skippedInARow += 1
      return ["step \(nextStep) is skipped: a gradient is not finite"]
    }
    skippedInARow = 0
    return game.warnings(after: report.verdicts, gradientNorm: report.gradientNorm)
      .map { "step \(nextStep): \($0)" }
  }

  /// - Throws: ``TrainingError`` with `diverged` after too many skipped steps in a row.
  func checkPatience() throws {
    guard skippedInARow >= Self.patience else { return }
    throw TrainingError.diverged(
      "no finite gradient in \(Self.patience) steps in a row, up to step \(nextStep): a lower "
        + "optimization.peakRate, a smaller optimization.clippingNorm or precision float32 may help"
    )
  }
}
