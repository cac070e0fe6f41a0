// SPDX-License-Identifier: Apache-2.0

extension MetricsRow {
  /// The groups of numbers that belong on an axis from 0.
  static let linearGroups: Set<String> = ["verdict", "waited share", "pairs per second"]

  /// What is recorded of a step.
  init(_ report: StepReport, _ pace: TrainingEvent.Pace) {
    var values = [
      "loss/total": report.loss, "learning rate": report.learningRate,
      "gradient norm/network": report.gradientNorm,
      "gradient norm/discriminators": report.discriminatorGradientNorm,
      "pairs per second": pace.pairsPerSecond, "waited share": pace.waitedShare,
    ]
    for loss in report.losses { values["loss/\(loss.name)"] = loss.value }
    for (index, verdict) in report.verdicts.enumerated() {
      values["verdict/D\(index + 1) real"] = verdict.real
      values["verdict/D\(index + 1) fake"] = verdict.fake
    }
    self.init(.training, phase: report.phase.rawValue, step: report.step + 1, values: values)
  }

  /// What is recorded of a validation.
  init(_ report: ValidationReport) {
    var values = ["loss/total": report.loss]
    for value in report.values { values[value.name] = value.value }
    self.init(.validation, phase: report.phase.rawValue, step: report.nextStep, values: values)
  }
}
