// SPDX-License-Identifier: Apache-2.0

package import ONNX

extension LayerNorm {
  package func callAsFunction(_ x: GraphValue) -> GraphValue {
    x.layerNorm(
      weight: x.graph.weight(weight), bias: x.graph.weight(bias), epsilon: epsilon)
  }

  /// Normalizes the channels of each pixel. Shape: `[N, size, H, W]` in and out.
  package func overChannels(_ x: GraphValue) -> GraphValue {
    self(x.permuted(0, 2, 3, 1)).permuted(0, 3, 1, 2)
  }
}
