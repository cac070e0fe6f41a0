// SPDX-License-Identifier: Apache-2.0

import Layers
package import ONNX

extension DAEFuse: ExportableNetwork {
  package func decode(_ first: GraphValue, _ second: GraphValue) -> DecodedValues {
    let images = head.seen(.concatenated([first, second], dim: 0))
    let reduction = configuration.reduction
    var seen = images.padded(toMultipleOf: configuration.sizeMultiple)
    if reduction > 1 {
      seen = seen.averagePooled(rows: reduction, columns: reduction, stride: reduction)
    }
    let shallow = shallowEncoder(seen)
    let features = [highFrequencyEncoder(shallow), lowFrequencyEncoder(shallow)]
    let decoded = decoder(neck(.concatenated(features, dim: 1)))
    guard reduction > 1 else { return decoded }
    return DecodedValues(
      image: decoded.image.enlarged(by: reduction), extra: decoded.extra,
      extraSide: decoded.extraSide * reduction)
  }
}
