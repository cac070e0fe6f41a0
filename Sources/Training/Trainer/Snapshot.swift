// SPDX-License-Identifier: Apache-2.0

import Tensors

/// A copy of tensors from before a step, to undo it by.
struct Snapshot {
  private let copies: [(tensor: Tensor, value: Tensor)]

  init(of tensors: [(key: String, tensor: Tensor)]) {
    copies = withoutGradients { tensors.map { ($0.tensor, $0.tensor.cloned()) } }
  }

  /// Puts the copies back.
  func restore() {
    withoutGradients { copies.forEach { $0.tensor.copy_($0.value) } }
  }
}
