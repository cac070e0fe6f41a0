// SPDX-License-Identifier: Apache-2.0

/// Whole numbers, by counting them: one pass, without sorting.
package struct Histogram: RankedValues {
  package let count: Int
  private let counts: [Int]

  /// Counts levels of 0...255.
  package init(_ levels: [UInt8]) {
    count = levels.count
    counts = levels.reduce(into: [Int](repeating: 0, count: 256)) { $0[Int($1)] += 1 }
  }

  /// Counts whole numbers of 0...65535.
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

  package func value(rank: Int) -> Float {
    var passed = 0
    for (value, count) in counts.enumerated() {
      passed += count
      if passed > rank { return Float(value) }
    }
    return Float(counts.count - 1)
  }

  package var runs: [(value: Float, count: Int)] {
    counts.enumerated().filter { $0.element > 0 }.map { (Float($0.offset), $0.element) }
  }
}
