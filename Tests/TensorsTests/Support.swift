// SPDX-License-Identifier: Apache-2.0

import Tensors

extension Tensor {
  /// 0, 1, 2, ... in that shape; float32.
  static func counting(_ shape: Int...) -> Tensor {
    range(shape.reduce(1, *), dtype: .float32).reshaped(shape)
  }

  /// The elements, row-major.
  var doubles: [Double] { values() }
}
