// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// Focus of YOLOX: each 2x2 square of pixels becomes one of four times the channels; then a 3x3
/// convolution.
///
/// Shape: `[N, 3, H, W]` -> `[N, outputs, H / 2, W / 2]`.
final class PixelFolding: Module, DetectorBlock {
  let convolution: ConvolutionUnit

  init(_ outputs: Int, using generator: RandomGenerator) {
    convolution = ConvolutionUnit(12, outputs, kernel: 3, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    func pixels(_ row: Int, _ column: Int) -> Tensor {
      x.slice(row..<x.size(2), dim: 2, step: 2).slice(column..<x.size(3), dim: 3, step: 2)
    }
    // Down the columns first, as the weights have it.
    let squares = [pixels(0, 0), pixels(1, 0), pixels(0, 1), pixels(1, 1)]
    return convolution(.concatenated(squares, dim: 1))
  }
}
