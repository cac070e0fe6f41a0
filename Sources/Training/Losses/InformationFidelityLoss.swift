package import Tensors

/// Minus the visual information fidelity (Sheikh and Bovik 2006) of the fused image, averaged over
/// both sources: what of their information it still holds. Not among the paper's losses.
///
/// In the pixel domain over up to four scales, as the metric `VIF` of profile `cddfuse` (half of it),
/// but so that gradients flow: the noise guards are larger, and scales whose window does not fit are
/// left out. More contrast than a source's counts above 1; what counts is bounded at 3.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1, sides at least 17; a scalar.
package func informationFidelityLoss(first: Tensor, second: Tensor, fused: Tensor) -> Tensor {
  let kept = [first, second].map { informationFidelity(of: fused, to: $0) }
  return (kept[0] + kept[1]) * -0.5
}

/// VIF of one image to its reference, the mean over a batch.
private func informationFidelity(of image: Tensor, to reference: Tensor) -> Tensor {
  var (source, result) = (reference * 255, image * 255)
  var kept: Tensor?
  var present: Tensor?
  for scale in 1...4 {
    let window = gaussianWindow((1 << (5 - scale)) + 1, like: image)
    if scale > 1 {
      guard fits(window, source) else { break }
      (source, result) = (halved(source, by: window), halved(result, by: window))
    }
    guard fits(window, source) else { break }
    let information = scaleInformation(of: result, from: source, window)
    kept = kept.map { $0 + information.kept } ?? information.kept
    present = present.map { $0 + information.present } ?? information.present
  }
  guard let kept, let present else { preconditionFailure("sides of at least 17 are wanted") }
  return (kept / (present + 1e-3)).clamped(0, 3).mean()
}

/// What an image could tell of the scene at one scale, and what its distortion still tells; `[N]`.
private func scaleInformation(
  of result: Tensor, from source: Tensor, _ window: Tensor
) -> (kept: Tensor, present: Tensor) {
  let (sourceMean, resultMean) = (filtered(source, by: window), filtered(result, by: window))
  let sourceVariance = positive(filtered(source.squared(), by: window) - sourceMean.squared())
  let resultVariance = positive(filtered(result.squared(), by: window) - resultMean.squared())
  let covariance = filtered(source * result, by: window) - sourceMean * resultMean
  let gain = positive(covariance / (sourceVariance + 0.1))
  let noise = (resultVariance - gain * covariance).clamped(1e-3, .infinity) + 2
  let kept = (gain.squared() * sourceVariance / noise + 1).log()
  return (kept.sum(1, 2, 3), (sourceVariance * 0.5 + 1).log().sum(1, 2, 3))
}

private func positive(_ x: Tensor) -> Tensor { x.clamped(0, .infinity) }

private func fits(_ window: Tensor, _ image: Tensor) -> Bool {
  min(image.size(2), image.size(3)) >= window.size(2)
}

/// A Gaussian of `size` pixels, sigma size / 5, in one direction; `[1, 1, size, 1]`.
private func gaussianWindow(_ size: Int, like x: Tensor) -> Tensor {
  let offset = Tensor.range(size, dtype: .float64) - Double(size / 2)
  let sigma = Double(size) / 5
  let taps = (offset.squared() * (-1 / (2 * sigma * sigma))).exp()
  return (taps / taps.sum()).reshaped(1, 1, size, 1).to(x.dtype, device: x.device)
}

/// Weighted means under a window in both directions, without padding.
private func filtered(_ x: Tensor, by window: Tensor) -> Tensor {
  x.conv2d(window, nil).conv2d(window.transposed(2, 3), nil)
}

/// Filtered, then every second row and column.
private func halved(_ x: Tensor, by window: Tensor) -> Tensor {
  let smooth = filtered(x, by: window)
  return smooth.slice(0..<smooth.size(2), dim: 2, step: 2)
    .slice(0..<smooth.size(3), dim: 3, step: 2)
}
