// SPDX-License-Identifier: Apache-2.0

/// What a step has found of the network, whose parameters now hold gradients.
struct NetworkGradients {
  /// Their norm before clipping; not finite where one of them is not.
  let norm: Double
  /// The phase's losses and the adversarial one, without their weights.
  let losses: [StepReport.Value]
  /// The weighted sum of the losses.
  let total: Double
}
