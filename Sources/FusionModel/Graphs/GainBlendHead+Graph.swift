// SPDX-License-Identifier: Apache-2.0

import Layers
package import ONNX

extension GainBlendHead {
  package func fused(
    _ decoded: DecodedValues, _ first: GraphValue, _ second: GraphValue
  ) -> GraphValue {
    guard let extra = decoded.extra else { preconditionFailure("the gains are missing") }
    let gains = (extra.tanh() * settings.reach).enlarged(by: decoded.extraSide)
      .cropped(like: first).chunks(4, dim: 1)
    var blend = second + (first - second) * decoded.image.cropped(like: first)
    for (index, image) in [first, second].enumerated() {
      let mean = windowMean(image)
      blend = blend + gains[index] * (image - mean) + gains[2 + index] * (mean - image.mean(2, 3))
    }
    return contrast?(blend, of: first, second) ?? blend
  }

  /// Along columns, then along rows: a fraction of the sums.
  private func windowMean(_ image: GraphValue) -> GraphValue {
    let window = settings.window
    return image.padded(window / 2).averagePooled(rows: window, columns: 1, stride: 1)
      .averagePooled(rows: 1, columns: window, stride: 1)
  }
}
