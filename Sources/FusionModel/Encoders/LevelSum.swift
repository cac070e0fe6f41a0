// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// The levels of a feature pyramid, each resized bilinearly to the finest one, added to it.
final class LevelSum: Module, Layer {
  /// `[N, C, H, W]`, and levels of C channels.
  struct Input {
    let finest: Tensor
    let coarser: [Tensor]
  }

  func forward(_ levels: Input) -> Tensor { levels.finest.addingLevels(levels.coarser) }
}
