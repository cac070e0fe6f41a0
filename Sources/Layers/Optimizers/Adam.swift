// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019), by LibTorch's fused kernel.
package final class Adam {
  /// The constants of the method.
  package struct Settings: Codable, Sendable, Equatable {
    /// Decay of the running mean of gradients.
    package var beta1 = 0.9
    /// Decay of the running mean of squared gradients.
    package var beta2 = 0.999
    /// Added to the root of the second moment.
    package var epsilon = 1e-8
    /// Share of each weight taken away a step, times the learning rate.
    package var weightDecay = 0.0
    /// Decay apart from the gradient (AdamW) instead of within it (Adam with L2).
    package var isDecoupled = true

    package init(
      beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
      weightDecay: Double = 0, isDecoupled: Bool = true
    ) {
      self.beta1 = beta1
      self.beta2 = beta2
      self.epsilon = epsilon
      self.weightDecay = weightDecay
      self.isDecoupled = isDecoupled
    }
  }

  /// What a parameter's steps have gathered.
  private struct Moments {
    let average: Tensor
    let squareAverage: Tensor
    let step: Tensor
  }

  private let parameters: [(key: String, tensor: Tensor)]
  private let moments: [Moments]
  private let settings: Settings

  /// An optimizer of `parameters`, which are on their device already.
  package init(_ parameters: [(key: String, tensor: Tensor)], settings: Settings = Settings()) {
    self.parameters = parameters
    self.settings = settings
    moments = parameters.map { _, tensor in
      // Zeros in the parameter's own memory format, as the fused kernel walks all as one.
      let zeros = withoutGradients { tensor.detached() * 0 }
      return Moments(
        average: zeros, squareAverage: zeros.cloned(), step: .zeros([], device: tensor.device))
    }
  }

  /// One step; parameters without a gradient stay as they are.
  package func step(learningRate: Double) {
    withoutGradients {
      adamStep(
        zip(parameters, moments).compactMap { slot($0.tensor, $1) }, learningRate: learningRate,
        beta1: settings.beta1, beta2: settings.beta2, epsilon: settings.epsilon,
        weightDecay: settings.weightDecay, decoupled: settings.isDecoupled)
    }
  }

  private func slot(_ parameter: Tensor, _ moments: Moments) -> AdamSlot? {
    guard let gradient = parameter.gradient else { return nil }
    moments.step.add_(Tensor(full: 1, [], device: parameter.device))
    return AdamSlot(
      parameter: parameter, gradient: gradient, average: moments.average,
      squareAverage: moments.squareAverage, step: moments.step)
  }

  /// The moments under keys made of the parameters', for checkpoints: `KEY.average`,
  /// `KEY.square_average`, `KEY.step`. To restore, copy into them.
  package var state: [(key: String, tensor: Tensor)] {
    zip(parameters, moments).flatMap { parameter, moments in
      [
        ("\(parameter.key).average", moments.average),
        ("\(parameter.key).square_average", moments.squareAverage),
        ("\(parameter.key).step", moments.step),
      ]
    }
  }
}
