// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging

extension GradientDifference {
  /// How well both images' oriented gradients agree under a geometry of the working images: their
  /// correlation as ``WorkingPair/agreement(under:)`` has it, of the second image's gradients where
  /// the geometry puts them, not of those of the second image put there.
  func agreement(under geometry: Homography) -> Double {
    guard geometry.shows(second.size), geometry.scale(at: second.size.center) < 8,
      let back = (normalization * geometry).inverse
    else { return -1 }
    var sums = AgreementSums()
    for y in Swift.stride(from: 0, to: first.size.height, by: stride) {
      for x in Swift.stride(from: 0, to: first.size.width, by: stride) {
        guard let look = look(x, y, back) else { continue }
        sums.add(first.values[y * first.size.width + x], look.sample(second.values))
      }
    }
    let least = first.size.pixelCount / (20 * stride * stride)
    return sums.count > Float(least) ? sums.correlation : -1
  }
}

/// What a correlation of two images' gradients is made of.
private struct AgreementSums {
  private(set) var count: Float = 0
  private var means = (first: SIMD8<Float>.zero, second: SIMD8<Float>.zero)
  private var squares = (first: 0.0, second: 0.0)
  private var product = 0.0

  mutating func add(_ first: SIMD8<Float>, _ second: SIMD8<Float>) {
    let (a, b) = (first - first.sum() / 8, second - second.sum() / 8)
    count += 1
    means.first += a
    means.second += b
    squares.first += Double((a * a).sum())
    squares.second += Double((b * b).sum())
    product += Double((a * b).sum())
  }

  /// 0 where either image is flat.
  var correlation: Double {
    func less(_ sum: Double, _ a: SIMD8<Float>, _ b: SIMD8<Float>) -> Double {
      sum - Double((a * b).sum() / max(count, 1))
    }
    let (a, b) = (means.first, means.second)
    let norm = (less(squares.first, a, a) * less(squares.second, b, b)).squareRoot()
    return norm > 0 ? less(product, a, b) / norm : 0
  }
}
