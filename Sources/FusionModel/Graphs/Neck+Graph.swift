// SPDX-License-Identifier: Apache-2.0

import Layers
import ONNX

extension Neck {
  /// Shape: the embeddings of both images `[2N, 2C, H, W]`, the first ones before the second ones
  /// -> `[N, C, H, W]`.
  func callAsFunction(_ embedding: GraphValue) -> GraphValue {
    let both = embedding.chunks(2, dim: 0)
    return reduce(fusion(both[0], both[1]))
  }
}
