// SPDX-License-Identifier: Apache-2.0

import Imaging
import Scenes

/// Sizes with odd and even sides, among them the smallest that methods are made for.
let sizes = [(16, 16), (17, 16), (16, 31), (33, 57), (101, 75), (64, 48)]
  .map { ImageSize(width: $0.0, height: $0.1) }

/// The luminances that both cameras of a rendered scene see.
func scenePlanes(_ size: ImageSize, seed: UInt64 = 1) -> (first: Plane, second: Plane) {
  let scene = RenderedScene(seed: seed, size: size, condition: .smoke)
  return (scene.visible.luminance(), scene.infrared.luminance())
}

/// A plane of `rows`.
func plane(_ rows: [Float]...) -> Plane {
  Plane(size: ImageSize(width: rows[0].count, height: rows.count), values: rows.flatMap { $0 })
}

extension Plane {
  /// The largest difference of two values at one place; infinite for unequal sizes.
  func distance(from other: Plane) -> Float {
    guard size == other.size else { return .infinity }
    return zip(values, other.values).map { abs($0 - $1) }.max() ?? 0
  }

  /// Standard deviation over some pixels.
  func deviation(at pixels: [Int]) -> Double {
    let values = pixels.map { Double(self.values[$0]) }
    let mean = values.reduce(0, +) / Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
  }
}
