// SPDX-License-Identifier: Apache-2.0

import Layers
import ONNX
import Tensors

extension LowFrequencyEncoder {
  /// Tokens stay where they are in the image, `[N, rows, columns, D]`.
  func callAsFunction(_ x: GraphValue) -> GraphValue {
    let tokens = patches(x).permuted(0, 2, 3, 1)
    return upsampling(blocks.reduce(tokens) { $1($0) }, by: patches.embed.stride)
  }
}

extension PatchEmbedding {
  func callAsFunction(_ x: GraphValue) -> GraphValue {
    let patches = embed(x)
    return patches + position(patches)
  }
}

extension TokenUpsampling {
  /// Shape: `[N, rows, columns, D]` -> `[N, C, rows factor, columns factor]`.
  func callAsFunction(_ tokens: GraphValue, by factor: Int) -> GraphValue {
    projection(norm(tokens).permuted(0, 3, 1, 2)).enlarged(by: factor)
  }
}
