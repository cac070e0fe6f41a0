// SPDX-License-Identifier: Apache-2.0

/// Any values, by sorting them; not-a-number is left out.
struct SortedValues: RankedValues {
  private let values: [Float]

  init(_ values: [Float]) { self.values = values.filter { !$0.isNaN }.sorted() }

  var count: Int { values.count }

  func value(rank: Int) -> Float { values[rank] }
}
