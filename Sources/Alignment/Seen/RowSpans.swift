// SPDX-License-Identifier: Apache-2.0

import Imaging

/// For each row of an image a span of its columns; empty where a row has none.
struct RowSpans {
  private(set) var spans: [Range<Int>]

  /// From the first to the last pixel of each row whose value is further from `value` than
  /// `distance`.
  init(of plane: Plane, unlike value: Float, by distance: Float) {
    let width = plane.size.width
    spans = (0..<plane.size.height).map { row in
      let line = plane.values[row * width..<(row + 1) * width]
      func isUnlike(_ other: Float) -> Bool { abs(other - value) > distance }
      guard let first = line.firstIndex(where: isUnlike), let last = line.lastIndex(where: isUnlike)
      else { return 0..<0 }
      return first - row * width..<last + 1 - row * width
    }
  }

  var pixelCount: Int { spans.reduce(0) { $0 + $1.count } }

  /// The rows from the first to the last that is not empty.
  var rows: Range<Int> {
    guard let first = spans.firstIndex(where: { !$0.isEmpty }),
      let last = spans.lastIndex(where: { !$0.isEmpty })
    else { return 0..<0 }
    return first..<last + 1
  }

  /// Their convex hull: what a window, a turned window or a round one shows.
  var convexHull: RowSpans {
    let rows = rows.filter { !spans[$0].isEmpty }
    let left = hull(rows.map { SIMD2(spans[$0].lowerBound, $0) })
    let right = hull(rows.map { SIMD2(-spans[$0].upperBound, $0) })
    var hull = self
    for row in self.rows {
      let (first, end) = (bound(left, at: row), -bound(right, at: row))
      hull.spans[row] = Int(first.rounded(.down))..<Int(end.rounded(.up))
    }
    return hull
  }

  /// The spans of these rows that another hull keeps, each end moved by `reach` pixels at most;
  /// rows that it has nothing of are gone within `reach` of the first and of the last one.
  func shrunk(to other: RowSpans, by reach: Int) -> RowSpans {
    let kept = rows.lowerBound + reach..<max(rows.upperBound - reach, rows.lowerBound + reach)
    var result = self
    for row in rows {
      let (span, inner) = (spans[row], other.spans[row])
      let narrow =
        min(
          span.lowerBound + reach, span.upperBound)..<max(
          span.upperBound - reach, min(span.lowerBound + reach, span.upperBound))
      if inner.isEmpty {
        result.spans[row] = kept.contains(row) ? narrow : 0..<0
      } else {
        result.spans[row] =
          min(inner.lowerBound, narrow.lowerBound)..<max(inner.upperBound, narrow.upperBound)
      }
    }
    return result
  }
}

/// Of points in the order of rows, one a row, those of the hull towards small columns (Andrew's
/// monotone chain, Information Processing Letters 9, 1979).
private func hull(_ points: [SIMD2<Int>]) -> [SIMD2<Int>] {
  var kept: [SIMD2<Int>] = []
  for point in points {
    while kept.count > 1 {
      let (a, b) = (kept[kept.count - 2], kept[kept.count - 1])
      // Whether b lies to the right of the line from a to the point, or on it.
      let turn = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
      guard turn >= 0 else { break }
      kept.removeLast()
    }
    kept.append(point)
  }
  return kept
}

/// The column of a hull at a row between its first and its last.
private func bound(_ hull: [SIMD2<Int>], at row: Int) -> Double {
  let next = hull.firstIndex { $0.y >= row } ?? hull.count - 1
  let (a, b) = (hull[max(next - 1, 0)], hull[next])
  guard b.y > a.y else { return Double(b.x) }
  return Double(a.x) + Double(b.x - a.x) * Double(row - a.y) / Double(b.y - a.y)
}
