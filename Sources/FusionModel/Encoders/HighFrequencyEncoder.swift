// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// DHE, phiDH: the deep high-frequency encoder, a ResNet18 (He et al. 2016); its four stages are
/// brought together as in a feature pyramid (Lin et al. 2017), whose finest level is the input
/// itself: a narrow ResNet then has to carry no detail.
///
/// Shape: `[N, C, H, W]` in and out; H and W multiples of 8 times the stem's stride.
final class HighFrequencyEncoder: Module, Layer {
  let conv1: Conv2d
  let bn1: BatchNorm2d
  let layer1: [ResidualBlock]
  let layer2: [ResidualBlock]
  let layer3: [ResidualBlock]
  let layer4: [ResidualBlock]
  let lateral: [Conv2d]
  let sum = LevelSum()

  init(_ configuration: ModelConfiguration, using generator: RandomGenerator) {
    let width = configuration.resnetWidth
    func stage(_ inputs: Int, _ outputs: Int, stride: Int) -> [ResidualBlock] {
      [
        ResidualBlock(inputs, outputs, stride: stride, using: generator),
        ResidualBlock(outputs, outputs, stride: 1, using: generator),
      ]
    }
    conv1 = Conv2d(
      configuration.width, width, kernel: 3, stride: configuration.resnetStride, bias: false,
      using: generator)
    bn1 = BatchNorm2d(width)
    layer1 = stage(width, width, stride: 1)
    layer2 = stage(width, 2 * width, stride: 2)
    layer3 = stage(2 * width, 4 * width, stride: 2)
    layer4 = stage(4 * width, 8 * width, stride: 2)
    lateral = [1, 2, 4, 8].map {
      .pointwise($0 * width, configuration.width, bias: true, using: generator)
    }
  }

  func forward(_ x: Tensor) -> Tensor {
    var features = conv1(x, bn1, rectified: true)
    var levels: [Tensor] = []
    for (stage, lateral) in zip([layer1, layer2, layer3, layer4], lateral) {
      features = stage.reduce(features) { $1($0) }
      levels.append(lateral(features, leakyReLU: 1))  // a slope of 1 leaves it as it is
    }
    return sum(.init(finest: x, coarser: levels))
  }
}
