// SPDX-License-Identifier: Apache-2.0

package import Tensors

extension CentredContrast {
  /// A blend of two images in 0...1 with its contrast, `[N, 1, H, W]` each and out.
  package func callAsFunction(_ blend: Tensor, of first: Tensor, _ second: Tensor) -> Tensor {
    guard [blend, first, second].allSatisfy(\.isFusibleImage) else {
      return plain(blend, of: first, second)
    }
    return .fusedCentredContrast(
      blend, of: first, second, minimumShare: minimumShare, contrast: contrast,
      maximumGain: maximumGain, levelling: levelling, softening: softening)
  }
}
