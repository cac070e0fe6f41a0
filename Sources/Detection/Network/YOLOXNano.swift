// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// YOLOX (Ge et al. 2021, "YOLOX: Exceeding YOLO Series in 2021") in its smallest size, Nano:
/// CSPDarknet and PAFPN with depthwise convolutions, a decoupled head for each of three scales.
///
/// Shape: `[N, 3, H, W]`, blue, green and red in 0...255, H and W multiples of 32 -> three grids of
/// cells of 8, 16 and 32 pixels.
final class YOLOXNano: Module {
  /// The pixels of a cell's side in each grid.
  static let strides = [8, 16, 32]

  let backbone: CSPDarknet
  let neck: PathAggregation
  let heads: [DecoupledHead]
  /// How many classes it tells apart.
  let classCount: Int

  /// A network with first weights drawn from `generator`. `width` is the number of channels of the
  /// first features; Nano has 16.
  init(classCount: Int, width: Int = 16, using generator: RandomGenerator) {
    self.classCount = classCount
    backbone = CSPDarknet(width: width, depth: 1, using: generator)
    neck = PathAggregation(width: width, depth: 1, using: generator)
    heads = [4, 8, 16].map {
      DecoupledHead($0 * width, width: width, classCount: classCount, using: generator)
    }
  }

  /// The grids, from the finest.
  func callAsFunction(_ image: Tensor) -> [GridPrediction] {
    let features = neck(backbone(image))
    return zip(heads, [features.fine, features.middle, features.coarse]).map { $0($1) }
  }

  /// Every convolution in the order in which the figure computes them.
  var convolutions: [Conv2d] { modules.compactMap { $0 as? Conv2d } }
}
