// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// The decoupled head of one scale (Ge et al. 2021, fig. 2): one branch says what is there, the
/// other one where, and whether anything is.
///
/// Shape: `[N, inputs, H, W]` -> ``GridPrediction`` of H x W cells.
final class DecoupledHead: Module {
  let stem: ConvolutionUnit
  let classBranch: [SeparableConvolution]
  let classes: Conv2d
  let boxBranch: [SeparableConvolution]
  let box: Conv2d
  let objectness: Conv2d

  init(_ inputs: Int, width: Int, classCount: Int, using generator: RandomGenerator) {
    let channels = 4 * width
    func branch() -> [SeparableConvolution] {
      (0..<2).map { _ in SeparableConvolution(channels, channels, using: generator) }
    }
    func prediction(_ outputs: Int) -> Conv2d {
      .pointwise(channels, outputs, bias: true, using: generator)
    }
    stem = .pointwise(inputs, channels, using: generator)
    classBranch = branch()
    classes = prediction(classCount)
    boxBranch = branch()
    box = prediction(4)
    objectness = prediction(1)
  }

  func callAsFunction(_ x: Tensor) -> GridPrediction {
    let x = stem(x)
    let boxFeatures = x.passed(through: boxBranch)
    return GridPrediction(
      box: box(boxFeatures), objectness: objectness(boxFeatures),
      classes: classes(x.passed(through: classBranch)))
  }
}
