// SPDX-License-Identifier: Apache-2.0

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
