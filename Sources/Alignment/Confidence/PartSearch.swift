// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging

/// A test of a geometry: whether parts of the first image, each searched for by itself all over the
/// second one, are found where the geometry says, and the second one's there in the first.
///
/// The geometry was chosen because the whole images agree best under it, so that two pictures of
/// different scenes agree somewhat, too. But their parts agree better elsewhere.
struct PartSearch {
  /// The longer side of the first image, in pixels.
  private static let side = 160
  /// How far from its place a part may be found, in pixels.
  private static let tolerance = 2

  private let first: OrientedGradients
  /// The second image's, where the geometry puts them; zero where it does not reach.
  private let second: OrientedGradients
  /// A pixel here in pixels of the first image.
  private let pixel: Double

  /// - Parameters:
  ///   - geometry: From pixels of the second image to those of the first.
  ///   - images: Those that it is of.
  init?(_ geometry: Homography, _ images: PairOfRig) {
    let pair = WorkingPair(
      images.first, images.second, scale: geometry.scale(at: images.second.size.center),
      side: Self.side)
    let small = pair.shrunk(geometry)
    guard small.shows(pair.second.size) else { return nil }
    first = OrientedGradients(pair.first, blur: 1.5).centered
    second =
      OrientedGradients(pair.second.warped(by: small, to: pair.first.size), blur: 1.5)
      .centered
    pixel = Double(images.first.size.width) / Double(pair.first.size.width)
  }

  /// The parts, and those of them that are found in their places in either image.
  func found() -> FoundParts {
    let parts = parts
    let there = offsets(of: parts, in: ShiftSearch(second), first)
    // Those that are not there need not be searched for in the other image.
    let left = parts.indices.filter { there[$0] != nil }
    let back = offsets(of: left.map { parts[$0] }, in: ShiftSearch(first), second)
    return zip(left, back).map { index, back in
      guard let back, let there = there[index] else { return FoundParts() }
      let offset = (there - back) / 2 * pixel
      return FoundParts(foundCount: 1, squares: (offset * offset).sum())
    }.reduce(FoundParts(count: parts.count), +)
  }

  /// How far from their places parts of an image are found in the other one, in pixels; nil:
  /// elsewhere.
  private func offsets(
    of parts: [PixelWindow], in search: ShiftSearch, _ gradients: OrientedGradients
  ) -> [SIMD2<Double>?] {
    zip(parts, search(parts.map { gradients.cut(to: $0) })).map { part, scores in
      let place = SIMD2(part.columns.lowerBound, part.rows.lowerBound)
      guard let best = scores.best(1).first else { return nil }
      let offset = best.shift &- place
      guard max(abs(offset.x), abs(offset.y)) <= Self.tolerance else { return nil }
      return scores.peak(near: best.shift) - SIMD2<Double>(Double(place.x), Double(place.y))
    }
  }

  private var parts: [PixelWindow] {
    ImageParts.covered(of: first.size) { first.sees($0) && second.sees($0) }
  }
}
