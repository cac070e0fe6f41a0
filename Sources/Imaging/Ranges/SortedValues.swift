// SPDX-License-Identifier: Apache-2.0

/// Any values, by sorting them; not-a-number is left out.
package struct SortedValues<Value: BinaryFloatingPoint>: RankedValues {
  private let values: [Value]

  /// Sorts values.
  package init(_ values: [Value]) { self.values = values.filter { !$0.isNaN }.sorted() }

  package var count: Int { values.count }

  package func value(rank: Int) -> Value { values[rank] }

  package var runs: [(value: Value, count: Int)] {
    var runs: [(value: Value, count: Int)] = []
    for value in values {
      if let last = runs.last, last.value == value {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((value, 1))
      }
    }
    return runs
  }
}
