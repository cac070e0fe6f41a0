// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// Features of an image's positions, from its tokens: normalized, projected and resized bilinearly.
///
/// Shape: `[N, L, D]` -> `[N, C, H, W]`.
final class TokenUpsampling: Module, Layer {
  let norm: LayerNorm
  @Child(key: "project") var projection: Conv2d

  /// To `channels` features from tokens of `width`.
  init(width: Int, _ channels: Int, using generator: RandomGenerator) {
    norm = LayerNorm(width)
    _projection.wrappedValue = .pointwise(width, channels, bias: true, using: generator)
  }

  /// Tokens, and the size of the features that are wanted.
  struct Input {
    let grid: TokenGrid
    let height: Int
    let width: Int
  }

  func forward(_ input: Input) -> Tensor {
    let tokens = norm(input.grid.tokens)
    let coarse = tokens.reshaped(-1, input.grid.rows, input.grid.columns, tokens.size(2))
      .permuted(0, 3, 1, 2)  // [N, D, h, w]
    return projection(coarse).resized(height: input.height, width: input.width)
  }
}
