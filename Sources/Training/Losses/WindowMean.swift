// SPDX-License-Identifier: Apache-2.0

import Tensors

/// Means over the square about each pixel, as far as it lies within the image.
///
/// As ``GaussianFilter``, a banded matrix on either side of the image: the time does not depend on
/// the square's size.
struct WindowMean {
  /// Pixels from the middle of the square to its sides.
  let reach: Int

  /// Shape: `[N, 1, H, W]`, both.
  func callAsFunction(_ x: Tensor) -> Tensor {
    let rows = x.matmul(band(x.size(3), like: x).transposed(0, 1))
    return band(x.size(2), like: x).matmul(rows)
  }

  /// The weight of each of `length` pixels in each mean: `[length, length]`.
  private func band(_ length: Int, like x: Tensor) -> Tensor {
    let pixels = Tensor.range(length, dtype: .float64)
    let offset = pixels.unsqueezed(0) - pixels.unsqueezed(1)
    let weights = (offset.abs() .<= Double(reach)).to(.float64)
    return (weights / weights.sum(1, keepingDims: true)).to(x.dtype, device: x.device)
  }
}
