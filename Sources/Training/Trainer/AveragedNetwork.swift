// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Layers
import Tensors

/// A network whose weights are the exponential mean of those of the network that is trained
/// (Polyak and Juditsky 1992; Tarvainen and Valpola 2017).
///
/// Running statistics are averaged like weights; counts are those of the trained network.
struct AveragedNetwork {
  /// The network with the mean.
  let model: DAEFuse
  private let decay: Double

  /// Begins at `trained`, on its device; `decay` is the share of the mean that a step leaves.
  init(_ trained: DAEFuse, device: Device, decay: Double) {
    model = DAEFuse(trained.configuration, using: RandomGenerator(seed: 0))
    model.convert(device: device)
    self.decay = decay
    restart(at: trained)
  }

  /// Forgets what was, as after the first weights were read.
  func restart(at trained: DAEFuse) {
    withoutGradients {
      for (mean, newest) in zip(model.state, trained.state) { mean.tensor.copy_(newest.tensor) }
    }
  }

  /// Takes in the weights after step `step` of the run, counted from 0.
  func add(_ trained: DAEFuse, after step: Int) {
    let weight = 1 - decay(at: step)
    withoutGradients {
      for (mean, newest) in zip(model.state, trained.state) {
        if mean.tensor.dtype.isFloatingPoint {
          mean.tensor.add_(newest.tensor - mean.tensor, times: weight)
        } else {
          mean.tensor.copy_(newest.tensor)
        }
      }
    }
  }

  /// The decay grows from a tenth, so that the first weights are soon forgotten, as in TensorFlow's
  /// `ExponentialMovingAverage`.
  private func decay(at step: Int) -> Double {
    min(decay, Double(1 + step) / Double(10 + step))
  }
}
