// SPDX-License-Identifier: Apache-2.0

import Layers
import ONNX

extension CrossAttention {
  func callAsFunction(_ x: GraphValue, context: GraphValue) -> GraphValue {
    let parts = keyValue(contextNorm.overChannels(context)).chunks(2, dim: 1)
    let answer = attendAcrossChannels(
      query: query(queryNorm.overChannels(x)), key: parts[0], value: parts[1],
      temperature: temperature, projection: projection)
    return x + answer
  }
}
