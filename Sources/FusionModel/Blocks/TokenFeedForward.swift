// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// MLP: a hidden layer with GELU, at each token.
///
/// Shape: `[N, L, width]` in and out.
final class TokenFeedForward: Module {
  @Child(key: "fc1") var expand: Linear
  @Child(key: "fc2") var contract: Linear

  /// A layer of `expansion` times `width` hidden features.
  init(_ width: Int, expansion: Int, using generator: RandomGenerator) {
    _expand.wrappedValue = Linear(width, width * expansion, using: generator)
    _contract.wrappedValue = Linear(width * expansion, width, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor { contract(expand(x).gelu()) }
}
