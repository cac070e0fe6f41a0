// SPDX-License-Identifier: Apache-2.0

import Layers
import ONNX

extension HighFrequencyEncoder {
  func callAsFunction(_ x: GraphValue) -> GraphValue {
    var features = conv1(x, bn1).relu()
    var (sum, factor) = (x, conv1.stride)
    for (stage, lateral) in zip([layer1, layer2, layer3, layer4], lateral) {
      features = stage.reduce(features) { $1($0) }
      sum = sum + lateral(features).enlarged(by: factor)
      factor *= 2  // the next stage's stride
    }
    return sum
  }
}
