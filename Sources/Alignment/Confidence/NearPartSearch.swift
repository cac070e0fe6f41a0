// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging

/// A test of a geometry that was known but for a few pixels: as ``PartSearch``, but each part is
/// searched for around its place only.
struct NearPartSearch {
  /// Parts in a row and in a column; they overlap.
  private static let partsPerSide = 4
  /// How long a part is, of the image.
  private static let length = 0.4
  /// How far around its place a part is searched for, in pixels here.
  private static let reach = 8
  /// How far from its place a part may be found, in pixels here.
  private static let tolerance = 1
  /// What of a part the second image must cover.
  private static let leastCover = 0.6

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

  /// The parts of the first image that the second one covers for the most part.
  private var parts: [PixelWindow] {
    let size = first.gradients.size
    let (columns, rows) = (spans(size.width), spans(size.height))
    return rows.flatMap { rows in columns.map { PixelWindow(columns: $0, rows: rows) } }.filter {
      let covered = $0.indices(size.width).count {
        first.gradients.sees($0) && second.gradients.sees($0)
      }
      return Double(covered) > Self.leastCover * Double($0.columns.count * $0.rows.count)
    }
  }

  private func spans(_ size: Int) -> [Range<Int>] {
    let length = Int(Double(size) * Self.length)
    return (0..<Self.partsPerSide).map { index in
      let start = (size - length) * index / (Self.partsPerSide - 1)
      return start..<start + length
    }
  }
}
