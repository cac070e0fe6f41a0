// SPDX-License-Identifier: Apache-2.0

import Tensors

/// What a teacher makes of a batch. Shape: `[N, 1, H, W]` each, float32.
struct Taught {
  /// Its fused images, 0...1.
  let image: Tensor
  /// What their blends add up to; none where none are imitated.
  let parts: [Tensor]
}
