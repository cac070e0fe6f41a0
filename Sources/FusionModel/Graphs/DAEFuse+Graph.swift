// SPDX-License-Identifier: Apache-2.0

import Layers
package import ONNX

extension DAEFuse: ExportableNetwork {
  package func decode(_ first: GraphValue, _ second: GraphValue) -> DecodedValues {
    let images = head.seen(.concatenated([first, second], dim: 0))
    let shallow = shallowEncoder(images.padded(toMultipleOf: configuration.sizeMultiple))
    let features = [highFrequencyEncoder(shallow), lowFrequencyEncoder(shallow)]
    return decoder(neck(.concatenated(features, dim: 1)))
  }
}
