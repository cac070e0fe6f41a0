// SPDX-License-Identifier: Apache-2.0

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
  /// Parts in a row and in a column; they overlap.
  private static let partsPerSide = 4
  /// How long a part is, of the image.
  private static let length = 0.4
  /// How far from its place a part may be found, in pixels.
  private static let tolerance = 2
  /// What of a part the second image must cover.
  private static let leastCover = 0.6
  /// What of fewer parts is found may be chance: they count as so many.
  private static let fewParts = 12

  private let first: OrientedGradients
  /// The second image's, where the geometry puts them; zero where it does not reach.
  private let second: OrientedGradients
  private let isCovered: [Bool]

  /// - Parameters:
  ///   - geometry: From pixels of the second image to those of the first.
  ///   - plane: Brightness of the first image.
  ///   - other: Brightness of the second one.
  init?(_ geometry: Homography, _ plane: Plane, _ other: Plane) {
    let pair = WorkingPair(
      plane, other, scale: geometry.scale(at: other.size.center), side: Self.side)
    let small = pair.shrunk(geometry)
    guard small.shows(pair.second.size) else { return nil }
    let warp = Warp(small, from: pair.second.size, to: pair.first.size)
    let (values, isCovered) = warp(pair.second.values, channels: 1, isInvalid: [])
    let all = [Bool](repeating: true, count: isCovered.count)
    first = OrientedGradients(pair.first, blur: 1.5).centered(where: all)
    second = OrientedGradients(Plane(size: pair.first.size, values: values), blur: 1.5)
      .centered(where: isCovered)
    self.isCovered = isCovered
  }

  /// The share of the parts that are found in their places in either image, 0...1.
  func share() -> Double {
    let (inFirst, inSecond) = (ShiftSearch(first), ShiftSearch(second))
    let parts = parts
    let found = parts.count { part in
      finds(first.part(part), in: inSecond, at: part)
        && finds(second.part(part), in: inFirst, at: part)
    }
    return Double(found) / Double(max(parts.count, Self.fewParts))
  }

  private func finds(_ gradients: OrientedGradients, in search: ShiftSearch, at part: ImagePart)
    -> Bool
  {
    guard let best = search(gradients, count: 1).first else { return false }
    let offset = best.shift &- SIMD2(part.columns.lowerBound, part.rows.lowerBound)
    return max(abs(offset.x), abs(offset.y)) <= Self.tolerance
  }

  /// The parts of the first image that the second one covers for the most part.
  private var parts: [ImagePart] {
    let (columns, rows) = (spans(first.size.width), spans(first.size.height))
    return rows.flatMap { rows in columns.map { ImagePart(columns: $0, rows: rows) } }.filter {
      let covered = $0.indices(first.size.width).count { isCovered[$0] }
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
