// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// SSIM (Wang et al. 2004, equation 13) as a function that gradients flow through.
///
/// Gaussian window of 11 pixels, sigma 1.5, no padding; K1 = 0.01, K2 = 0.03, data range 1.
/// Shape: `[N, 1, H, W]` each, values in 0...1, sides at least 11; the result is a scalar, the mean
/// over positions and images, 1 for equal images.
package func structuralSimilarity(_ a: Tensor, _ b: Tensor) -> Tensor {
  let (c1, c2) = (0.01 * 0.01, 0.03 * 0.03)
  let local = GaussianFilter(size: 11, sigma: 1.5)
  let (meanA, meanB) = (local(a), local(b))
  let varianceA = local(a * a) - meanA * meanA
  let varianceB = local(b * b) - meanB * meanB
  let covariance = local(a * b) - meanA * meanB
  let luminance = (meanA * meanB * 2 + c1) / (meanA * meanA + meanB * meanB + c1)
  let structure = (covariance * 2 + c2) / (varianceA + varianceB + c2)
  return (luminance * structure).mean()
}
