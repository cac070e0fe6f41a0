// SPDX-License-Identifier: Apache-2.0

import Layers
import ONNX
import Tensors

extension Decoder {
  func callAsFunction(_ x: GraphValue) -> DecodedValues { output(blocks.reduce(x) { $1($0) }) }
}

extension DecoderOutput {
  func callAsFunction(_ x: GraphValue) -> DecodedValues {
    let pixels = unshuffle * unshuffle
    let channels = last(hidden(x).leakyReLU(slope: 0.01)).cast(to: .float32)
    let others = last.weight.size(0) - pixels
    let parts = others == 0 ? [channels] : channels.split([pixels, others], dim: 1)
    return DecodedValues(
      image: parts[0].pixelShuffled(unshuffle).sigmoid(),
      extra: others == 0 ? nil : parts[1].pixelShuffled(subdivision),
      extraSide: unshuffle / subdivision)
  }
}
