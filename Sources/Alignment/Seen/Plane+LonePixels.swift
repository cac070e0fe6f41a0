// SPDX-License-Identifier: Apache-2.0

import Imaging

extension Plane {
  /// With the mean of what is finite around it in place of each value that is not, where that is at
  /// least three quarters of the 25 pixels about it: single pixels, pairs, lines one pixel wide.
  func fillingLonePixels() -> Plane {
    let dead = values.indices.filter { !values[$0].isFinite }
    guard !dead.isEmpty else { return self }
    var filled = self
    for index in dead {
      let (x, y) = (index % size.width, index / size.width)
      var (sum, count, all) = (Float.zero, 0, 0)
      for v in max(y - 2, 0)...min(y + 2, size.height - 1) {
        for u in max(x - 2, 0)...min(x + 2, size.width - 1) {
          all += 1
          let value = values[v * size.width + u]
          if value.isFinite { (sum, count) = (sum + value, count + 1) }
        }
      }
      if 4 * count >= 3 * all { filled.values[index] = sum / Float(count) }
    }
    return filled
  }
}
