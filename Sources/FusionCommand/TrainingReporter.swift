// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Training

/// Shows a training run: one line that is drawn over on a terminal, plain lines elsewhere.
final class TrainingReporter: Sendable {
  /// Steps between plain lines.
  private static let interval = 10
  private let isTerminal = StatusLine.isShown
  private let plan = Mutex<RunPlan?>(nil)

  /// Shows what happened.
  func show(_ event: TrainingEvent) {
    switch event {
    case .began(let plan, let pairs, let validationPairs, let nextStep):
      self.plan.withLock { $0 = plan }
      line(
        "\(pairs) pairs to train on, \(validationPairs) to judge by; \(plan.phase1Steps) steps of "
          + "reconstruction, \(plan.phase2Steps) of fusion"
          + (nextStep > 0 ? "; going on after step \(nextStep)" : ""))
    case .step(let report, let pace): show(report, pace)
    case .validated(let report): line(text(report))
    case .checkpoint: break
    case .note(let text): line(text)
    case .warning(let text): line("Warning: \(text)")
    }
  }

  /// Says how the run ended, on the rank that was told how it went.
  func end(_ outcome: TrainingOutcome, folder: String) {
    guard plan.withLock({ $0 != nil }) else { return }
    switch outcome {
    case .finished: line("Weights: \(folder)/model.safetensors")
    case .interrupted(let nextStep):
      line("Interrupted after step \(nextStep); daefuse train --output \(folder) --resume goes on")
    }
  }

  private func show(_ report: StepReport, _ pace: TrainingEvent.Pace) {
    let steps = plan.withLock { $0?.steps } ?? 0
    let text = "step \(report.step + 1)/\(steps) \(report.phase.rawValue)  " + text(report, pace)
    if isTerminal {
      StatusLine.show(text)
    } else if (report.step + 1) % Self.interval == 0 || report.step + 1 == steps {
      StandardError.print(text)
    }
  }

  private func text(_ report: StepReport, _ pace: TrainingEvent.Pace) -> String {
    let losses = report.losses.map { String(format: "%@ %.4f", $0.name, $0.value) }
    let verdicts = report.verdicts.enumerated().map { index, verdict in
      String(format: "D%d %.2f/%.2f", index + 1, verdict.real, verdict.fake)
    }
    let rate = String(
      format: "|grad| %.2f  %.1f pairs/s  waited %.0f %%  %@ left", report.gradientNorm,
      pace.pairsPerSecond, pace.waitedShare * 100, duration(pace.secondsLeft))
    return (losses + verdicts).joined(separator: " ") + "  " + rate
  }

  private func text(_ report: ValidationReport) -> String {
    let values = report.values.map { String(format: "%@ %.4f", $0.name, $0.value) }
    return String(format: "validation after step %d: loss %.4f  ", report.nextStep, report.loss)
      + values.joined(separator: " ")
  }

  private func duration(_ seconds: Double) -> String {
    let seconds = Int(seconds)
    return String(format: "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
  }

  private func line(_ text: String) {
    if isTerminal { StatusLine.clear() }
    StandardError.print(text)
  }
}
