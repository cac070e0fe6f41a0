// SPDX-License-Identifier: Apache-2.0

private import CTorch

/// One step of Adam (Kingma and Ba 2015), or of AdamW (Loshchilov and Hutter 2019) where
/// `decoupled`, on all parameters by LibTorch's fused kernel.
package func adamStep(
  _ slots: [AdamSlot], learningRate: Double, beta1: Double, beta2: Double, epsilon: Double,
  weightDecay: Double, decoupled: Bool
) {
  let settings = ct_adam_settings(
    learning_rate: learningRate, beta1: beta1, beta2: beta2, weight_decay: weightDecay,
    eps: epsilon, decoupled: decoupled)
  run("adamStep", slots.map(\.parameter)) {
    ct_adam_step(
      slots.map(\.parameter.handle), slots.map(\.gradient.handle), slots.map(\.average.handle),
      slots.map(\.squareAverage.handle), slots.map(\.step.handle), slots.count, settings, $0)
  }
}
