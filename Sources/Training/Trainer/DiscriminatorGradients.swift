// SPDX-License-Identifier: Apache-2.0

/// What a step has found of the discriminators, whose parameters now hold gradients.
struct DiscriminatorGradients {
  /// The norm over both before clipping; not finite where a gradient is not.
  let norm: Double
  /// The loss of each.
  let losses: [StepReport.Value]
  /// What each gives to images and to fakes.
  let verdicts: [StepReport.Verdict]
}
