// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Eight numbers at each pixel.
struct FeaturePicture {
  let size: ImageSize
  /// Row by row.
  let values: [SIMD8<Float>]

  /// Central differences along an axis; at the borders, whose pixels are repeated, half of them.
  func derivative(_ axis: SIMD2<Int>) -> [SIMD8<Float>] {
    var result = values
    for y in 0..<size.height {
      let above = max(y - axis.y, 0) * size.width
      let below = min(y + axis.y, size.height - 1) * size.width
      for x in 0..<size.width {
        let next = values[below + min(x + axis.x, size.width - 1)]
        let last = values[above + max(x - axis.x, 0)]
        result[y * size.width + x] = (next - last) * 0.5
      }
    }
    return result
  }
}
