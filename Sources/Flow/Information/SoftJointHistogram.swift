// SPDX-License-Identifier: Apache-2.0

private import Foundation

/// How often values of two images, or volumes, meet, softly: a value of the first counts in the two
/// bins beside it, one of the second in four, by the cubic B-spline, so that the counts change
/// smoothly with it (Mattes et al. 2003).
package struct SoftJointHistogram {
  /// Bins of each of the two.
  @inlinable static var bins: Int { 32 }
  /// Row by row, one for each bin of the first.
  @usableFromInline var counts = [Double](repeating: 0, count: bins * bins)
  @usableFromInline var total = 0.0

  /// Nothing is counted yet.
  package init() {}

  /// Where a share of 0...1 lies among the bins. The weights need one bin before and two behind.
  package static func place(ofShare share: Float) -> Float { 1 + (Float(bins - 3) - 1e-3) * share }

  /// Counts a pair of places.
  @inlinable @inline(__always)
  package mutating func add(_ first: Float, _ second: Float) {
    let (row, column) = (Int(first), Int(second))
    let upper = Double(first - Float(row))
    let weights = CubicWeights(second - Float(column)).values
    let start = row * Self.bins + column - 1
    counts.withUnsafeMutableBufferPointer { counts in
      for at in 0..<4 {
        counts[start + at] += (1 - upper) * weights[at]
        counts[start + Self.bins + at] += upper * weights[at]
      }
    }
    total += 1
  }

  /// Normalized mutual information, (H(first) + H(second)) / H(both), of 1 where none tells of the
  /// other to 2 (Studholme, Hill, Hawkes, An overlap invariant entropy measure of 3D medical image
  /// alignment, Pattern Recognition 32, 1999); and what each bin's count adds to it as the second
  /// moves.
  ///
  /// nil where nothing was counted or all pairs are alike.
  package func information() -> (value: Double, slopes: HistogramSlopes)? {
    let bins = Self.bins
    var (rows, columns) = ([Double](repeating: 0, count: bins), [Double](repeating: 0, count: bins))
    for at in counts.indices {
      rows[at / bins] += counts[at]
      columns[at % bins] += counts[at]
    }
    func logarithm(_ count: Double) -> Double { count > 0 ? log(count / total) : 0 }
    func entropy(_ counts: [Double]) -> Double {
      -counts.reduce(0) { $0 + $1 * logarithm($1) } / total
    }
    let both = entropy(counts)
    guard total > 0, both > 1e-9 else { return nil }
    let value = (entropy(rows) + entropy(columns)) / both
    // As the second moves, the counts of the first stay what they are.
    let ofColumns = columns.map(logarithm)
    let slopes = counts.indices.map { at in
      Float((value * logarithm(counts[at]) - ofColumns[at % bins]) / (total * both))
    }
    return (value, HistogramSlopes(values: slopes))
  }
}
