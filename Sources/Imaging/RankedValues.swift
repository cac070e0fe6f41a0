/// Values that can be asked for by rank.
protocol RankedValues {
  /// How many there are.
  var count: Int { get }

  /// The value with `rank` smaller or equal ones before it.
  func value(rank: Int) -> Float
}

extension RankedValues {
  /// The percentile, 0...100, linearly interpolated between the two nearest ranks: rank
  /// p / 100 * (count - 1), the usual definition (R's type 7, NumPy's default). 0 of no values.
  func percentile(_ percentage: Double) -> Float {
    guard count > 0 else { return 0 }
    let rank = percentage / 100 * Double(count - 1)
    let below = Int(rank)
    let lower = value(rank: below)
    let upper = value(rank: min(below + 1, count - 1))
    return lower + Float(rank - Double(below)) * (upper - lower)
  }
}

/// Any values, by sorting them; not-a-number is left out.
struct SortedValues: RankedValues {
  private let values: [Float]

  init(_ values: [Float]) { self.values = values.filter { !$0.isNaN }.sorted() }

  var count: Int { values.count }

  func value(rank: Int) -> Float { values[rank] }
}

/// Whole numbers of 0...65535, by counting them: one pass, without sorting.
struct Histogram: RankedValues {
  let count: Int
  private let counts: [Int]

  init(wholeNumbers: [Float]) {
    count = wholeNumbers.count
    counts = wholeNumbers.withUnsafeBufferPointer { numbers in
      var counts = [Int](repeating: 0, count: 65536)
      counts.withUnsafeMutableBufferPointer { counts in
        for number in numbers { counts[Int(number)] += 1 }
      }
      return counts
    }
  }

  func value(rank: Int) -> Float {
    var passed = 0
    for (value, count) in counts.enumerated() {
      passed += count
      if passed > rank { return Float(value) }
    }
    return Float(counts.count - 1)
  }
}
