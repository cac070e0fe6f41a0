// SPDX-License-Identifier: Apache-2.0

package import Fusion
package import Tensors

extension CentredContrast {
  /// A blend of two images in 0...1 with its contrast, `[N, 1, H, W]` each and out; in one pass
  /// where all pixels count.
  package func callAsFunction(_ blend: Tensor, of pair: WholePair) -> Tensor {
    guard pair.commonPixels == nil,
      [blend, pair.first, pair.second].allSatisfy(\.isFusibleImage)
    else { return plain(blend, of: pair) }
    return .fusedCentredContrast(
      blend, of: pair.first, pair.second, minimumShare: minimumShare, contrast: contrast,
      maximumGain: maximumGain, levelling: levelling, softening: softening,
      isSteady: brightness == .steady, black: black)
  }
}
