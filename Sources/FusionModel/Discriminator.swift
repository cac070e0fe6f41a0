// SPDX-License-Identifier: Apache-2.0

package import Layers
package import Tensors

/// DM: tells images of one modality from what the network makes: four strided stages, a global
/// mean, one linear layer.
///
/// Shape: `[N, 1, H, W]` -> logits `[N, 1]`; H and W at least 16.
package final class Discriminator: Module {
  let stages: [DiscriminatorStage]
  let classifier: Linear

  /// A discriminator whose stages have `width`, 2, 4 and 8 times as many channels.
  package init(width: Int, using generator: RandomGenerator) {
    let widths = [1, width, 2 * width, 4 * width, 8 * width]
    stages = (0..<4).map {
      DiscriminatorStage(widths[$0], widths[$0 + 1], isNormalized: $0 > 0, using: generator)
    }
    classifier = Linear(8 * width, 1, using: generator)
    super.init()
    convert(memoryFormat: .channelsLast)
  }

  package func callAsFunction(_ image: Tensor) -> Tensor {
    let features = stages.reduce(image.contiguous(.channelsLast)) { $1($0) }
    return classifier(features.mean(2, 3))
  }
}
