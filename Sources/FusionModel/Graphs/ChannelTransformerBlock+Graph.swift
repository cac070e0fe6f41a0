// SPDX-License-Identifier: Apache-2.0

import Layers
import ONNX

extension ChannelTransformerBlock {
  func callAsFunction(_ x: GraphValue) -> GraphValue {
    let x = x + attention(norm1.overChannels(x))
    return x + feedForward(norm2.overChannels(x))
  }
}
