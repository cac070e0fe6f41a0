// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// CSPDarknet, the backbone: five stages that halve the sides, the last three of which are seen.
///
/// Shape: `[N, 3, H, W]` -> ``DetectorFeatures``.
final class CSPDarknet: Module {
  let stem: PixelFolding
  let dark2: DarknetStage
  let dark3: DarknetStage
  let dark4: DarknetStage
  let dark5: LastDarknetStage

  init(width: Int, depth: Int, using generator: RandomGenerator) {
    stem = PixelFolding(width, using: generator)
    dark2 = DarknetStage(width, depth: depth, using: generator)
    dark3 = DarknetStage(2 * width, depth: 3 * depth, using: generator)
    dark4 = DarknetStage(4 * width, depth: 3 * depth, using: generator)
    dark5 = LastDarknetStage(8 * width, depth: depth, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> DetectorFeatures {
    let fine = dark3(dark2(stem(x)))
    let middle = dark4(fine)
    return DetectorFeatures(fine: fine, middle: middle, coarse: dark5(middle))
  }
}
