// SPDX-License-Identifier: Apache-2.0

import Tensors

extension GainBlend {
  /// The blend of two images, `[N, 1, H, W]` each and out; its values may leave 0...1.
  func callAsFunction(_ first: Tensor, _ second: Tensor) -> Tensor {
    guard [first, second, share].allSatisfy(\.isFusibleImage) else { return plain(first, second) }
    return .fusedGainBlend(
      first, second, share: share, reduction: reduction, gains: gains.contiguous(),
      reach: reach, levels: levels, window: window)
  }
}
