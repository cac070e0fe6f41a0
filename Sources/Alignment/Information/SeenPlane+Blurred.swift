// SPDX-License-Identifier: Apache-2.0

import Flow
import Imaging

extension SeenPlane {
  /// An image of which only what is not a number was not seen.
  init(measured plane: Plane) {
    let values = plane.values.map { $0.isFinite ? $0 : 0 }
    self.init(
      Plane(size: plane.size, values: values), isUnseen: plane.values.map { !$0.isFinite })
  }

  /// Shrunk to a longer side of so many pixels at most.
  func within(_ side: Int) -> SeenPlane {
    resized(to: size.scaled(min(1, Double(side) / Double(max(size.width, size.height)))))
  }

  /// Means of what was seen, weighted by a Gaussian; not-a-number where nothing was.
  func blurred(by sigma: Double) -> [Float] {
    let weighed = plane.values.indices.map { sees($0) ? SIMD2(plane.values[$0], 1) : .zero }
    let sums = GaussianBlur(sigma: sigma)(weighed, size)
    return sums.indices.map { sees($0) ? sums[$0].x / sums[$0].y : .nan }
  }

  /// Which pixels show something, or lie within a square about one that does.
  func neighborhood(_ reach: Int) -> [Bool] {
    var rows = [Bool](repeating: false, count: size.pixelCount)
    for y in 0..<size.height {
      for x in 0..<size.width where sees(y * size.width + x) {
        for near in max(0, x - reach)...min(size.width - 1, x + reach) {
          rows[y * size.width + near] = true
        }
      }
    }
    var all = rows
    for y in 0..<size.height {
      for x in 0..<size.width where rows[y * size.width + x] {
        for near in max(0, y - reach)...min(size.height - 1, y + reach) {
          all[near * size.width + x] = true
        }
      }
    }
    return all
  }
}
