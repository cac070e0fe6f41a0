// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension FusionLoss {
  /// `mutualInformationLoss(first:second:fused:)` as a part of phase two.
  public static let information = FusionLoss(
    name: "information",
    summary: "-MI / 2: bits that `F`'s gray levels tell of either source's",
    source: "Qu, Zhang and Yan 2002", defaultWeight: 0.2
  ) { mutualInformationLoss(first: $0.first, second: $0.second, fused: $0.fused) }
}

/// Minus the mutual information MI(a, F) + MI(b, F) in bits (Qu, Zhang and Yan 2002), over two:
/// what the fused image tells of the sources' gray levels. Not among the paper's losses.
///
/// The metric counts pairs of 256 levels. Here there are 48 bins over 0...1, and a pixel counts in
/// the two next to its value, in proportion to its nearness, which has a gradient. With p of two
/// bins and products of sums q, `Σ p log2((p + ε) / (q + ε))`, ε = 1e-7; the mean over the batch.
/// Gradients flow to `fused` alone.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1; a scalar, 0 or less.
package func mutualInformationLoss(first: Tensor, second: Tensor, fused: Tensor) -> Tensor {
  (mutualInformation(first, fused) + mutualInformation(second, fused)) * -0.5
}

private func mutualInformation(_ source: Tensor, _ fused: Tensor) -> Tensor {
  let p = jointDistribution(source.detached(), fused)
  let products = p.sum(1, keepingDims: true) * p.sum(2, keepingDims: true)
  let ratios = ((p + 1e-7) / (products + 1e-7)).log()
  return (p * ratios).sum(1, 2).mean() * (1 / 0.6931471805599453)
}

/// How often two images have values in each pair of bins: `[N, bins, bins]`, the sum of each 1.
private func jointDistribution(_ first: Tensor, _ second: Tensor, bins: Int = 48) -> Tensor {
  let (images, pixels) = (first.size(0), first.count / first.size(0))
  let sides = [first, second].map { BinShares($0.reshaped(images, pixels), bins: bins) }
  let image = Tensor.range(images, dtype: .float64, device: first.device).unsqueezed(1)
  let corner = (image * Double(bins) + sides[0].lower) * Double(bins) + sides[1].lower
  var (places, shares): ([Tensor], [Tensor]) = ([], [])
  for (row, rowShare) in sides[0].shares.enumerated() {
    for (column, columnShare) in sides[1].shares.enumerated() {
      places.append(corner + Double(row * bins + column))
      shares.append(rowShare * columnShare)
    }
  }
  let sums = Tensor.concatenated(shares, dim: 0).reshaped(-1).binSums(
    by: .concatenated(places, dim: 0).to(.int64).reshaped(-1), count: images * bins * bins)
  return sums.reshaped(images, bins, bins) * (1 / Double(pixels))
}

/// The two bins that each value lies between.
private struct BinShares {
  /// The number of the lower one, as a float64.
  let lower: Tensor
  /// What counts for the lower one and for the one above it; their sum is 1.
  let shares: [Tensor]

  /// Of values in 0...1; the first bin stands for 0, the last one for 1.
  init(_ values: Tensor, bins: Int) {
    let position = values * Double(bins - 1)
    // As whole numbers, so that not-a-number has a place too; its shares, and so the loss, say what
    // it is.
    lower = position.detached().floor().to(.int64).clamped(0, Double(bins - 2)).to(.float64)
    let above = position - lower.to(values.dtype)
    shares = [1 - above, above]
  }
}
