// SPDX-License-Identifier: Apache-2.0

package import Fusion
package import Tensors

extension CentredContrast {
  /// A blend of two images in 0...1 with its contrast, `[N, 1, H, W]` each and out.
  package func callAsFunction(_ blend: Tensor, of pair: WholePair) -> Tensor {
    let images = [blend, pair.first, pair.second] + [pair.commonPixels].compactMap(\.self)
    guard images.allSatisfy(\.isFusibleImage) else { return plain(blend, of: pair) }
    return .fusedCentredContrast(
      blend, of: pair.first, pair.second, weights: pair.commonPixels,
      minimumShare: minimumShare, contrast: contrast,
      maximumGain: maximumGain, levelling: levelling, softening: softening,
      isSteady: brightness == .steady, black: black)
  }
}
