// SPDX-License-Identifier: Apache-2.0

import Layers
import ONNX

extension ResidualBlock {
  func callAsFunction(_ x: GraphValue) -> GraphValue {
    let change = conv2(conv1(x, bn1).relu(), bn2)
    return (change + (downsample?(x) ?? x)).relu()
  }
}

extension Downsampling {
  func callAsFunction(_ x: GraphValue) -> GraphValue { convolution(x, normalization) }
}
