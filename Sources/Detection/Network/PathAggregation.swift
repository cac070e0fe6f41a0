// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// PAFPN (Liu et al. 2018), the neck: what the coarse scales see goes down to the fine ones, and
/// back up.
///
/// Shape: ``DetectorFeatures`` in and out.
final class PathAggregation: Module {
  let lateral: ConvolutionUnit
  let middleDown: CrossStagePartial
  let reduction: ConvolutionUnit
  let fineDown: CrossStagePartial
  let fineUp: SeparableConvolution
  let middleUp: CrossStagePartial
  let middleFurtherUp: SeparableConvolution
  let coarseUp: CrossStagePartial

  init(width: Int, depth: Int, using generator: RandomGenerator) {
    func stage(_ inputs: Int, _ outputs: Int) -> CrossStagePartial {
      CrossStagePartial(
        inputs * width, outputs * width, depth: depth, isResidual: false, using: generator)
    }
    lateral = .pointwise(16 * width, 8 * width, using: generator)
    middleDown = stage(16, 8)
    reduction = .pointwise(8 * width, 4 * width, using: generator)
    fineDown = stage(8, 4)
    fineUp = SeparableConvolution(4 * width, 4 * width, stride: 2, using: generator)
    middleUp = stage(8, 8)
    middleFurtherUp = SeparableConvolution(8 * width, 8 * width, stride: 2, using: generator)
    coarseUp = stage(16, 16)
  }

  func callAsFunction(_ x: DetectorFeatures) -> DetectorFeatures {
    let lateral = lateral(x.coarse)
    let down = middleDown(.concatenated([lateral.repeatedPixels(2), x.middle], dim: 1))
    let reduced = reduction(down)
    let fine = fineDown(.concatenated([reduced.repeatedPixels(2), x.fine], dim: 1))
    let middle = middleUp(.concatenated([fineUp(fine), reduced], dim: 1))
    let coarse = coarseUp(.concatenated([middleFurtherUp(middle), lateral], dim: 1))
    return DetectorFeatures(fine: fine, middle: middle, coarse: coarse)
  }
}
