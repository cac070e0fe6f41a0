// SPDX-License-Identifier: Apache-2.0

import Layers
package import ONNX

extension GrayLevelHead {
  package func fused(
    _ decoded: DecodedValues, _ first: GraphValue, _ second: GraphValue
  ) -> GraphValue {
    let image = decoded.image.cropped(like: first)
    return contrast?(image, of: first, second) ?? image
  }
}
