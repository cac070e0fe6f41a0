// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging

/// Where, near a similarity, the images of pairs tell most of each other.
///
/// Lengths are in pixels of a first image whose longer side is 256. Shifts to the right and down, a
/// turn and a growth about the second image's middle are searched for; the latter two count as what
/// they move a point 64 pixels from there. Compared are the pixels of what the first image shows,
/// and of 8 pixels around it.
struct InformationSearch {
  /// The longer side of the first images, at most.
  static let side = 256
  /// How far from the start it goes at most: the root of the sum of the four squares.
  static let bound = 4.0
  private static let reach = 8.0
  private static let turned = 64.0
  private static let shortestStep = 1.0 / 16

  private let pairs: [WorkingPair]
  /// Of each pair the pixels that may be compared.
  private let shown: [[Bool]]
  /// Of the working pairs, as are the next two.
  private let start: Homography
  private let middle: SIMD2<Double>
  private let unit: Double
  /// Pixels of the whole first images for one of these.
  private let growth: Double

  /// One pixel of an image of 256 pixels in those of a smaller one.
  static func unit(of size: ImageSize) -> Double {
    Double(max(size.width, size.height)) / Double(side)
  }

  /// - Parameters:
  ///   - planes: Brightness, not-a-number where nothing was seen; all of the same two sizes.
  ///   - start: A similarity from pixels of the second images to those of the first.
  init(_ planes: [(first: Plane, second: Plane)], from start: Homography) {
    let scale = start.scale(at: planes[0].second.size.center)
    pairs = planes.map {
      let (first, second) = (SeenPlane(measured: $0.first), SeenPlane(measured: $0.second))
      return WorkingPair(first, second, scale: scale, side: Self.side)
    }
    let size = pairs[0].first.size
    unit = Self.unit(of: size)
    growth = Self.unit(of: planes[0].first.size) / unit
    self.start = pairs[0].shrunk(start)
    middle = self.start(pairs[0].second.size.center)
    let reach = Int((Self.reach * unit).rounded())
    shown = planes.map { SeenPlane(finding: $0.first).resized(to: size).neighborhood(reach) }
  }

  /// The best geometry of the whole images, and how it differs from the start; nil where the images
  /// have nothing to compare.
  func best() -> (geometry: Homography, step: InformationStep)? {
    // First from what is seen blurred, then to the end.
    guard let coarse = levels(blur: 2, stride: 3), let fine = levels(blur: 1, stride: 2),
      let about = climb(coarse, from: .zero, longestStep: 2),
      let before = information(of: fine, moved: .zero),
      let top = climb(fine, from: about.place, longestStep: 0.5)
    else { return nil }
    let (moved, after) = top.height > before ? top : (.zero, before)
    let distance = (moved * moved).sum().squareRoot() * growth
    return (
      pairs[0].grown(motion(moved) * start),
      .moved(by: distance, before: before, after: after)
    )
  }

  private func climb(
    _ levels: [InformationLevel], from place: SIMD4<Double>, longestStep: Double
  ) -> (place: SIMD4<Double>, height: Double)? {
    CompassSearch(longestStep: longestStep * unit, shortestStep: Self.shortestStep * unit)
      .climb(from: place) { information(of: levels, moved: $0) }
  }

  /// Nil where an image has one value alone.
  private func levels(blur: Double, stride: Double) -> [InformationLevel]? {
    let size = pairs[0].first.size
    let step = max(1, Int((stride * unit).rounded()))
    let blur = blur * unit
    let scale = start.scale(at: pairs[0].second.size.center)
    let levels = zip(pairs, shown).compactMap { pair, shown in
      let pixels = shown.indices.filter {
        shown[$0] && $0 % size.width % step == 0 && $0 / size.width % step == 0
      }
      return InformationLevel(pair, over: pixels, blurs: (blur, blur / scale))
    }
    return levels.count == pairs.count ? levels : nil
  }

  /// The mean over the pairs; nil beyond the bound, and where too little is seen.
  private func information(of levels: [InformationLevel], moved: SIMD4<Double>) -> Double? {
    guard (moved * moved).sum().squareRoot() <= Self.bound * unit,
      let toSecond = (motion(moved) * start).inverse
    else { return nil }
    let values = levels.compactMap { $0.information(toSecond) }
    return values.count == levels.count ? values.reduce(0, +) / Double(values.count) : nil
  }

  /// Shifts, and what turn and growth move a point, as a map of the first images.
  private func motion(_ moved: SIMD4<Double>) -> Homography {
    let distance = Self.turned * unit
    return .translation(x: middle.x + moved.x, y: middle.y + moved.y)
      * .similarity(scale: 1 + moved.w / distance, angle: moved.z / distance, x: 0, y: 0)
      * .translation(x: -middle.x, y: -middle.y)
  }
}
