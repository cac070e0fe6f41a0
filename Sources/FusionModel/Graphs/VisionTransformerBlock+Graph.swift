// SPDX-License-Identifier: Apache-2.0

import Layers
import ONNX

extension VisionTransformerBlock {
  /// Shape: `[N, rows, columns, width]` in and out.
  func callAsFunction(_ x: GraphValue) -> GraphValue {
    let x = x + attention(norm1(x))
    return x + mlp(norm2(x))
  }
}

extension TokenFeedForward {
  func callAsFunction(_ x: GraphValue) -> GraphValue { contract(expand(x).gelu()) }
}
