// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// L_corr, equation (8): `CC(high a, high b)² / (CC(low a, low b) + 1.01)`, CC the correlation of
/// ``correlation(_:_:)``: low frequencies are to agree, high ones to differ.
///
/// Shape: `[N, C, H, W]` each; a scalar.
package func correlationLoss(
  highFirst: Tensor, highSecond: Tensor, lowFirst: Tensor, lowSecond: Tensor
) -> Tensor {
  correlation(highFirst, highSecond).squared() / (correlation(lowFirst, lowSecond) + 1.01)
}

/// Pearson's correlation over pixels, averaged over channels and images; 0 where one is constant.
///
/// Shape: `[N, C, H, W]` each; a scalar in -1...1.
func correlation(_ a: Tensor, _ b: Tensor) -> Tensor {
  let (a, b) = (centered(a), centered(b))
  // The paper's code (that of CDDFuse) adds float32's machine epsilon.
  let norms = a.norm(2, 3) * b.norm(2, 3) + 0x1p-23
  return ((a * b).sum(2, 3) / norms).mean()
}

/// Each channel of each image without its mean.
private func centered(_ x: Tensor) -> Tensor { x - x.mean(2, 3, keepingDims: true) }
