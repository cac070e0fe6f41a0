// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Layers
import Tensors

/// All that is trained: the network and the two discriminators.
final class TrainingNetworks: Module {
  let model: DAEFuse
  let discriminators: Discriminators

  init(_ configuration: TrainingConfiguration, using generator: RandomGenerator) {
    model = DAEFuse(configuration.model, using: generator)
    discriminators = Discriminators(width: configuration.discriminatorWidth, using: generator)
  }
}
