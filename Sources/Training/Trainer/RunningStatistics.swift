// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// A copy of the running statistics, from before a step that may turn out to be no good.
struct RunningStatistics {
  private let buffers: [(tensor: Tensor, value: Tensor)]

  init(of module: Module) {
    buffers = withoutGradients { module.buffers.map { ($0.tensor, $0.tensor.cloned()) } }
  }

  /// Puts the copy back.
  func restore() {
    withoutGradients { buffers.forEach { $0.tensor.copy_($0.value) } }
  }
}
