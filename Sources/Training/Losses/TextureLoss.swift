// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension FusionLoss {
  /// `textureLoss(first:second:fused:)` as a part of phase two.
  public static let texture = FusionLoss(
    name: "texture",
    summary: "mean distance of the gradient's magnitude from the stronger of the sources'",
    source: "(15)", defaultWeight: 0.1, isOfThePaper: true
  ) { textureLoss(first: $0.first, second: $0.second, fused: $0.fused) }
}

/// L_text, equation (15): the mean of `| |grad F| - max(|grad a|, |grad b|) |`.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1; a scalar.
package func textureLoss(first: Tensor, second: Tensor, fused: Tensor) -> Tensor {
  let strongest = gradientMagnitude(first).maximum(gradientMagnitude(second))
  return (gradientMagnitude(fused) - strongest).abs().mean()
}

/// |Gx| + |Gy| by Sobel's kernels, not normalized, the border repeated. `[N, 1, H, W]` in and out.
func gradientMagnitude(_ image: Tensor) -> Tensor {
  let padded = image.padded(left: 1, right: 1, top: 1, bottom: 1, mode: .replicate)
  return padded.conv2d(sobelKernels(like: image), nil).abs().sum(1, keepingDims: true)
}

/// Sobel's kernels along x and y, `[2, 1, 3, 3]`.
func sobelKernels(like image: Tensor) -> Tensor {
  let values: [Double] = [-1, 0, 1, -2, 0, 2, -1, 0, 1]
  let horizontal = Tensor(values, [1, 1, 3, 3]).to(image.dtype, device: image.device)
  return .concatenated([horizontal, horizontal.transposed(2, 3)], dim: 0)
}
