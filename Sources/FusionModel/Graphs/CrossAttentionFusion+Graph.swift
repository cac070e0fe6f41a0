// SPDX-License-Identifier: Apache-2.0

import Layers
import ONNX

extension CrossAttentionFusion {
  func callAsFunction(_ first: GraphValue, _ second: GraphValue) -> GraphValue {
    let joined = [
      firstFromSecond?(first, context: second) ?? first,
      secondFromFirst?(second, context: first) ?? second,
    ]
    return merge(.concatenated(joined, dim: 1))  // [N, 4C, H, W] -> [N, 2C, H, W]
  }
}
