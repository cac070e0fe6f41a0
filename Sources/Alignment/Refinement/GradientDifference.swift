// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging

/// The difference of two images' oriented gradients under a geometry, and how it changes with it.
///
/// The geometry leads from the first image to the second one: it says where each pixel of the first
/// one is looked up. Its unknowns are the first eight elements of the matrix whose last one is 1,
/// with the first image's x scaled to -1...1 and y alike, see ``normalization``.
struct GradientDifference {
  let first: OrientedGradients
  let second: OrientedGradients
  /// Of the first image's pixels every so many count in either direction: with that much blur,
  /// those between say the same.
  let stride: Int

  /// - Parameters:
  ///   - pair: Both images.
  ///   - blur: See ``OrientedGradients``.
  ///   - stride: Of the first image's pixels every so many count in either direction.
  init(_ pair: WorkingPair, blur: Double, stride: Int = 2) {
    self.stride = stride
    (first, second) = OrientedGradients.ofBoth(pair.first, pair.second, blur: blur)
  }

  /// From pixels of the first image to the scaled ones.
  var normalization: Homography {
    let scale = 2 / Double(first.size.width)
    return Homography([
      scale, 0, -1, 0, scale, -Double(first.size.height) * scale / 2, 0, 0, 1,
    ])
  }

  /// The equations for a step of a geometry from scaled pixels of the first image to those of the
  /// second. Large differences count less: by k / (k + r^2) with their median k (Geman and McClure
  /// 1985, as iterated weights).
  ///
  /// - Returns: Nil where the images hardly overlap.
  func equations(_ geometry: Homography) -> NormalEquations? {
    guard let median = medianDifference(geometry) else { return nil }
    var sums = NormalEquations()
    for y in Swift.stride(from: 0, to: first.size.height, by: stride) {
      var line = LineSums()
      for x in Swift.stride(from: 0, to: first.size.width, by: stride) {
        guard let look = look(x, y, geometry) else { continue }
        let there = look.slopes(second.values)
        let difference = there.value - first.values[y * first.size.width + x]
        line.add(look, difference, right: there.right, down: there.down, median: median)
      }
      sums.add(line)
    }
    return sums
  }

  /// Where a pixel of the first image is looked up; nil where either image shows nothing.
  func look(_ x: Int, _ y: Int, _ geometry: Homography) -> Look? {
    guard first.sees(y * first.size.width + x),
      let look = Look(x, y, geometry, first.size, in: second.size),
      second.isUnseen.isEmpty || !look.touches(second.isUnseen)
    else { return nil }
    return look
  }

  /// The median of the squared differences; nil where less than a twelfth of the first image lies
  /// in the second one.
  private func medianDifference(_ geometry: Homography) -> Float? {
    let step = 2 * stride
    var squares: [Float] = []
    var count = 0
    for y in Swift.stride(from: 0, to: first.size.height, by: step) {
      for x in Swift.stride(from: 0, to: first.size.width, by: step) {
        count += 1
        guard let look = look(x, y, geometry) else { continue }
        let difference = look.sample(second.values) - first.values[y * first.size.width + x]
        squares.append((difference * difference).sum())
      }
    }
    return squares.count * 12 < count ? nil : max(median(of: squares), 1e-12)
  }
}
