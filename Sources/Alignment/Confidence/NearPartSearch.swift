// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging

/// A test of a geometry that was known but for a few pixels: as ``PartSearch``, but each part is
/// searched for around its place only.
struct NearPartSearch {
  /// How far around its place a part is searched for, in pixels here.
  private static let reach = 8
  /// How far from its place a part may be found, in pixels here.
  private static let tolerance = 1

  private let first: NearGradients
  private let second: NearGradients
  /// A pixel here in pixels of the first image.
  private let pixel: Double

  /// - Parameters:
  ///   - difference: Of both images, the first one's longer side of 160 pixels.
  ///   - geometry: From the second image there to the first one.
  ///   - width: Of the whole first image.
  init?(_ difference: GradientDifference, _ geometry: Homography, width: Int) {
    guard let gradients = difference.halved(under: geometry) else { return nil }
    (first, second) = (NearGradients(gradients.first), NearGradients(gradients.second))
    pixel = Double(width) / Double(gradients.first.size.width)
  }

  /// The parts, and those of them that are found in their places in either image.
  func found() -> FoundParts {
    let parts = parts
    return parts.map { part in
      // Those that are not there need not be searched for in the other image.
      guard let there = offset(of: part, of: first, in: second),
        let back = offset(of: part, of: second, in: first)
      else { return FoundParts() }
      let offset = (there - back) / 2 * pixel
      return FoundParts(foundCount: 1, squares: (offset * offset).sum())
    }.reduce(FoundParts(count: parts.count), +)
  }

  /// How far from its place a part of an image is found in the other one; nil: elsewhere.
  private func offset(
    of part: PixelWindow, of image: NearGradients, in other: NearGradients
  ) -> SIMD2<Double>? {
    let scores = image.scores(of: part, in: other, reach: Self.reach)
    guard let best = scores.best(1).first,
      max(abs(best.shift.x), abs(best.shift.y)) <= Self.tolerance
    else { return nil }
    return scores.peak(near: best.shift)
  }

  private var parts: [PixelWindow] {
    ImageParts.covered(of: first.gradients.size) {
      first.gradients.sees($0) && second.gradients.sees($0)
    }
  }
}
