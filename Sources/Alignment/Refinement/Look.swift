// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging

/// Where a pixel of the first image is looked up in the second one.
struct Look {
  /// The pixel, x in -1...1 and y alike, over the third coordinate of where it goes.
  let scaled: SIMD2<Float>
  /// One over that coordinate.
  let inverseDepth: Float
  /// Where it goes, in pixels.
  let place: SIMD2<Float>
  private let index: Int
  private let width: Int
  private let share: SIMD2<Float>

  /// Nil where it lies outside, or within two pixels of the border, where blurred gradients know of
  /// the mirror.
  init?(_ x: Int, _ y: Int, _ geometry: Homography, _ first: ImageSize, in second: ImageSize) {
    let scale = 2 / Double(first.width)
    let point = SIMD2(Double(x) * scale - 1, (Double(y) - Double(first.height) / 2) * scale)
    let depth = geometry.depth(at: point)
    // Rounded before it is compared: what is just inside may be rounded to the limit.
    let place = SIMD2<Float>(geometry(point))
    guard depth > 0, place.x > 1, place.y > 1, place.x < Float(second.width - 2),
      place.y < Float(second.height - 2)
    else { return nil }
    scaled = SIMD2<Float>(point / depth)
    inverseDepth = Float(1 / depth)
    self.place = place
    let corner = self.place.rounded(.down)
    share = self.place - corner
    width = second.width
    index = Int(corner.y) * second.width + Int(corner.x)
  }

  /// Whether one of the pixels that it is made of is marked.
  func touches(_ isMarked: [Bool]) -> Bool {
    isMarked[index] || isMarked[index + 1] || isMarked[index + width] || isMarked[index + width + 1]
  }

  /// Bilinear.
  func sample(_ values: [SIMD8<Float>]) -> SIMD8<Float> { sample(values, index) }

  /// Bilinear, and how it changes to the right and down, by central differences.
  func slopes(
    _ values: [SIMD8<Float>]
  ) -> (value: SIMD8<Float>, right: SIMD8<Float>, down: SIMD8<Float>) {
    let right = sample(values, index + 1) - sample(values, index - 1)
    let down = sample(values, index + width) - sample(values, index - width)
    return (sample(values), right * 0.5, down * 0.5)
  }

  private func sample(_ values: [SIMD8<Float>], _ index: Int) -> SIMD8<Float> {
    let above = values[index] + (values[index + 1] - values[index]) * share.x
    let (left, right) = (values[index + width], values[index + width + 1])
    return above + (left + (right - left) * share.x - above) * share.y
  }
}
