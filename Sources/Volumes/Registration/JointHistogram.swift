// SPDX-License-Identifier: Apache-2.0

/// How often values of two volumes meet, softly: a value of the base counts in the two bins beside
/// it, one of the overlay in four, by the cubic B-spline, so that the counts change smoothly with
/// it (Mattes et al. 2003).
struct JointHistogram {
  /// Bins of each volume.
  static let bins = 32
  /// Row by row, one for each bin of the base.
  private var counts = [Double](repeating: 0, count: bins * bins)
  private var total = 0.0

  /// Where a share of 0...1 lies among the bins. The weights need one bin before and two behind.
  static func place(ofShare share: Float) -> Float { 1 + (Float(bins - 3) - 1e-3) * share }

  /// Counts a pair of places.
  @inline(__always)
  mutating func add(_ base: Float, _ overlay: Float) {
    let (row, column) = (Int(base), Int(overlay))
    let upper = Double(base - Float(row))
    let weights = CubicWeights(overlay - Float(column)).values
    let first = row * Self.bins + column - 1
    counts.withUnsafeMutableBufferPointer { counts in
      for at in 0..<4 {
        counts[first + at] += (1 - upper) * weights[at]
        counts[first + Self.bins + at] += upper * weights[at]
      }
    }
    total += 1
  }

  /// Normalized mutual information, (H(base) + H(overlay)) / H(both), of 1 where none tells of the
  /// other to 2 (Studholme et al. 1999); and what each bin's count adds to it.
  ///
  /// nil where nothing was counted or all pairs are alike.
  func information() -> (value: Double, slopes: HistogramSlopes)? {
    let bins = Self.bins
    var (rows, columns) = ([Double](repeating: 0, count: bins), [Double](repeating: 0, count: bins))
    for at in counts.indices {
      rows[at / bins] += counts[at]
      columns[at % bins] += counts[at]
    }
    func logarithm(_ count: Double) -> Double { count > 0 ? naturalLogarithm(count / total) : 0 }
    func entropy(_ counts: [Double]) -> Double {
      -counts.reduce(0) { $0 + $1 * logarithm($1) } / total
    }
    let both = entropy(counts)
    guard total > 0, both > 1e-9 else { return nil }
    let value = (entropy(rows) + entropy(columns)) / both
    // As the overlay moves, the counts of the base stay what they are.
    let ofColumns = columns.map(logarithm)
    let slopes = counts.indices.map { at in
      Float((value * logarithm(counts[at]) - ofColumns[at % bins]) / (total * both))
    }
    return (value, HistogramSlopes(values: slopes))
  }
}

/// By how much information changes with each bin's count.
struct HistogramSlopes {
  fileprivate let values: [Float]

  /// By how much it changes with the overlay's place of one pair.
  @inline(__always)
  func slope(_ base: Float, _ overlay: Float) -> Float {
    let (row, column) = (Int(base), Int(overlay))
    let upper = base - Float(row)
    let slopes = CubicWeights.slopes(overlay - Float(column))
    let first = row * JointHistogram.bins + column - 1
    return values.withUnsafeBufferPointer { values in
      var sum: Float = 0
      for at in 0..<4 {
        let (low, high) = (values[first + at], values[first + JointHistogram.bins + at])
        sum += slopes[at] * (low + upper * (high - low))
      }
      return sum
    }
  }
}

/// Of the cubic B-spline at four neighboring whole numbers, the second of which is `part` before a
/// place.
private struct CubicWeights {
  let values: SIMD4<Double>

  @inline(__always)
  init(_ part: Float) {
    let x = Double(part)
    let rest = 1 - x
    let middle = (4 - 3 * x * x * (2 - x)) / 6
    let (first, last) = (rest * rest * rest / 6, x * x * x / 6)
    values = SIMD4(first, middle, 1 - first - middle - last, last)
  }

  /// By how much the weights change with the place.
  @inline(__always)
  static func slopes(_ x: Float) -> SIMD4<Float> {
    let rest = 1 - x
    let (first, last) = (-rest * rest / 2, x * x / 2)
    let middle = x * (3 * x - 4) / 2
    return SIMD4(first, middle, -first - middle - last, last)
  }
}
