package import Tensors

/// SSIM (Wang et al. 2004, equation 13) as a function that gradients flow through.
///
/// Gaussian window of 11 pixels, sigma 1.5, no padding; K1 = 0.01, K2 = 0.03, data range 1.
/// Shape: `[N, 1, H, W]` each, values in 0...1, sides at least 11; the result is a scalar, the mean
/// over positions and images, 1 for equal images.
package func structuralSimilarity(_ a: Tensor, _ b: Tensor) -> Tensor {
  let (c1, c2) = (0.01 * 0.01, 0.03 * 0.03)
  let window = gaussianWindow(like: a)
  // A Gaussian in two directions is one after the other.
  func local(_ x: Tensor) -> Tensor { x.conv2d(window, nil).conv2d(window.transposed(2, 3), nil) }
  let (meanA, meanB) = (local(a), local(b))
  let varianceA = local(a * a) - meanA * meanA
  let varianceB = local(b * b) - meanB * meanB
  let covariance = local(a * b) - meanA * meanB
  let luminance = (meanA * meanB * 2 + c1) / (meanA * meanA + meanB * meanB + c1)
  let structure = (covariance * 2 + c2) / (varianceA + varianceB + c2)
  return (luminance * structure).mean()
}

/// The normalised Gaussian of SSIM in one direction, `[1, 1, 11, 1]`.
private func gaussianWindow(like x: Tensor) -> Tensor {
  let offset = Tensor.range(11, dtype: .float64) - 5
  let taps = (offset.squared() * (-1 / (2 * 1.5 * 1.5))).exp()
  return (taps / taps.sum()).reshaped(1, 1, 11, 1).to(x.dtype, device: x.device)
}
