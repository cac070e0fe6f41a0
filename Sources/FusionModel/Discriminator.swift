package import Layers
package import Tensors

/// DM: tells images of one modality from what the network makes: four strided stages, a global
/// mean, one linear layer.
///
/// Shape: `[N, 1, H, W]` -> logits `[N, 1]`; H and W at least 16.
package final class Discriminator: Module {
  let stages: [DiscriminatorStage]
  let classifier: Linear

  /// - Parameter width: Channels of the first stage: width, 2, 4 and 8 times of it.
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

/// Conv2D-LeakyReLU-BatchNorm at stride 2.
///
/// Shape: `[N, inputs, H, W]` -> `[N, outputs, H / 2, W / 2]`, rounded up.
final class DiscriminatorStage: Module {
  let conv: Conv2d
  let norm: BatchNorm2d?

  init(_ inputs: Int, _ outputs: Int, isNormalized: Bool, using generator: RandomGenerator) {
    conv = Conv2d(inputs, outputs, kernel: 3, stride: 2, using: generator)
    norm = isNormalized ? BatchNorm2d(outputs) : nil
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let x = conv(x).leakyReLU(slope: 0.2)
    return norm?(x) ?? x
  }
}
