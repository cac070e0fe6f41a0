// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// L_content, equation (9): `||x - x~||² + (1 - SSIM(x, x~))`, the square averaged over pixels.
///
/// Shape: `[N, 1, H, W]` each, values in 0...1; a scalar.
package func contentLoss(source: Tensor, reconstruction: Tensor) -> Tensor {
  let squaredError = (source - reconstruction).squared().mean()
  return squaredError + (1 - structuralSimilarity(source, reconstruction))
}
