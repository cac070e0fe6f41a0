// SPDX-License-Identifier: Apache-2.0

import Flow
import TestBasics
import Testing

@Suite("the middle value", .tags(.unit))
struct MedianTests {
  @Test(
    "is that of the sorted values, in any order and with equal ones",
    arguments: [1, 2, 3, 10, 257, 5000, 9999, 20000])
  func sorted(_ count: Int) {
    // Steps that visit each place of a prime number's circle once, rising, falling and few values.
    let scattered = (0..<count).map { Float(($0 * 7919) % 20011) }
    let orders = [
      scattered, scattered.sorted(), scattered.sorted(by: >), scattered.map { Float(Int($0) % 3) },
      Array(repeating: Float(2), count: count),
    ]
    for values in orders {
      let step = max(count / 5000, 1)
      let chosen = stride(from: 0, to: count, by: step).map { values[$0] }.sorted()
      #expect(median(of: values) == chosen[chosen.count / 2])
    }
  }

  @Test("is 0 of no values") func none() { #expect(median(of: []) == 0) }
}
