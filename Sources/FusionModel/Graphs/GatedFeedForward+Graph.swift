// SPDX-License-Identifier: Apache-2.0

import Layers
import ONNX

extension GatedFeedForward {
  func callAsFunction(_ x: GraphValue) -> GraphValue {
    let halves = depthwise(projectionIn(x)).chunks(2, dim: 1)
    return projectionOut(halves[0].gelu() * halves[1])
  }
}
