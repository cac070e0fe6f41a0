// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// Two whole images, and the pixels that means and contrasts of them are over. Shape: `[N, 1, H,
/// W]` each.
///
/// Pixels that a sensor did not see have values that are safe to filter, but say nothing of the
/// scene.
package struct WholePair {
  /// Images of the first modality, values in 0...1.
  package let first: Tensor
  /// Images of the second modality, values in 0...1.
  package let second: Tensor
  /// 1 at the pixels of the first images that were seen, 0 at others; nil: all were.
  package let firstPixels: Tensor?
  /// The same of the second images.
  package let secondPixels: Tensor?
  /// The same of pixels seen in both.
  package let commonPixels: Tensor?

  /// Joins two batches; each mask has a pixel of 1 in each image.
  package init(
    first: Tensor, second: Tensor, firstPixels: Tensor? = nil, secondPixels: Tensor? = nil,
    commonPixels: Tensor? = nil
  ) {
    (self.first, self.second) = (first, second)
    (self.firstPixels, self.secondPixels) = (firstPixels, secondPixels)
    self.commonPixels = commonPixels
  }
}

extension Tensor {
  /// The mean of each image over its pixels of 1. Shape: `[N, 1, H, W]` -> `[N, 1, 1, 1]`.
  func mean(over pixels: Tensor?) -> Tensor {
    func average(_ x: Tensor) -> Tensor { x.mean(1, 2, 3, keepingDims: true) }
    guard let pixels else { return average(self) }
    return average(self * pixels) / average(pixels)
  }
}
