// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// A box of the detector's figure: features in, features out.
protocol DetectorBlock: Module {
  /// `[N, C, H, W]` in and out; each block says which C, H and W.
  func callAsFunction(_ x: Tensor) -> Tensor
}

extension Tensor {
  /// What the blocks make of it, one after the other.
  func passed(through blocks: [any DetectorBlock]) -> Tensor {
    blocks.reduce(self) { $1($0) }
  }
}
