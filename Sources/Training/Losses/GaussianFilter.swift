// SPDX-License-Identifier: Apache-2.0

import Tensors

/// Means under a Gaussian window, without padding.
///
/// The filter is a banded matrix on either side of the image: a convolution of one channel leaves
/// most of a processor's vectors empty, a product does not. What a product spends on the zeros
/// beside the band only shows on sides of some thousand pixels.
struct GaussianFilter {
  /// Pixels of the window a side; odd.
  let size: Int
  /// The Gaussian's standard deviation in pixels.
  let sigma: Double

  /// The means about every `step`-th pixel a side.
  ///
  /// Shape: `[N, 1, H, W]`, sides at least ``size``; `[N, 1, H', W']`,
  /// `H' = (H - size) / step + 1`.
  func callAsFunction(_ x: Tensor, every step: Int = 1) -> Tensor {
    let rows = x.matmul(band(x.size(3), step, like: x).transposed(0, 1))
    return band(x.size(2), step, like: x).matmul(rows)
  }

  /// Whether the window fits into the image.
  func fits(_ image: Tensor) -> Bool { min(image.size(2), image.size(3)) >= size }

  /// The weight of each of `length` pixels in each mean: `[(length - size) / step + 1, length]`.
  private func band(_ length: Int, _ step: Int, like x: Tensor) -> Tensor {
    let pixels = Tensor.range(length, dtype: .float64)
    let centers = Tensor.range((length - size) / step + 1, dtype: .float64) * Double(step)
    let offset = pixels.unsqueezed(0) - centers.unsqueezed(1) - Double(size / 2)
    let weights = Tensor.select(
      offset.abs() .<= Double(size / 2), (offset.squared() * (-1 / (2 * sigma * sigma))).exp(),
      .zeros([], dtype: .float64))
    return (weights / weights.sum(1, keepingDims: true)).to(x.dtype, device: x.device)
  }
}
