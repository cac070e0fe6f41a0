// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension FusionLoss {
  /// `checkerboardLoss(first:second:fused:)` as a part of phase two.
  public static let checkerboard = FusionLoss(
    name: "checkerboard",
    summary: "alternating pixels beyond the sources', in gray levels",
    source: "metric Checker", defaultWeight: 0.2
  ) { checkerboardLoss(first: $0.first, second: $0.second, fused: $0.fused) }
}

/// How much more than in either source neighboring pixels of the fused image alternate, in gray
/// levels of 0...255. Not among the paper's losses; `sharpnessLoss` rewards what this one forbids.
///
/// The mean over whole 8x8 squares of the size of the mean of `(-1)^(x + y) d`, d the mixed second
/// difference `I(x, y) - I(x + 1, y) - I(x, y + 1) + I(x + 1, y + 1)`, as in the metric `Checker`;
/// from that of the fused image the larger one of the sources' is taken, down to 0; the mean over
/// the batch.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1, sides at least 9; a scalar, 0 or more.
package func checkerboardLoss(first: Tensor, second: Tensor, fused: Tensor) -> Tensor {
  let sources = alternation(of: first).maximum(alternation(of: second)).detached()
  return (alternation(of: fused) - sources).clamped(0, .infinity).mean() * 255
}

/// `[N, 1, H, W]` -> `[N]`
private func alternation(of image: Tensor) -> Tensor {
  let kernel = Tensor([1.0, -1, -1, 1], [1, 1, 2, 2]).to(image.dtype, device: image.device)
  let differences = image.conv2d(kernel, nil)
  let (rows, columns) = (differences.size(2), differences.size(3))
  let place =
    Tensor.range(rows, dtype: .float64).unsqueezed(1)
    + Tensor.range(columns, dtype: .float64).unsqueezed(0)
  let signs = 1 - (place - (place * 0.5).floor() * 2) * 2
  return (differences * signs.to(image.dtype, device: image.device))
    .averagePooled(8, stride: 8).abs().mean(1, 2, 3)
}
