// SPDX-License-Identifier: Apache-2.0

import Layers
import ONNX

extension ShallowEncoder {
  func callAsFunction(_ image: GraphValue) -> GraphValue {
    let embedding = embed(image.cast(to: image.graph.weightType).imageUnshuffled(unshuffle))
    return blocks.reduce(embedding) { $1($0) }
  }
}
