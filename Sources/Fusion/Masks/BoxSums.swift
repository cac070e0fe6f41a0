// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Sums over squares of `2 reach + 1` pixels a side, cut off at the borders.
func boxSums(_ values: [Float], _ size: ImageSize, reach: Int) -> [Float] {
  let rows = lineSums(values, length: size.width, stride: 1, lines: size.height, size.width, reach)
  return lineSums(rows, length: size.height, stride: size.width, lines: size.width, 1, reach)
}

/// Running sums along lines, whose values are `stride` apart and whose starts are `offset` apart.
private func lineSums(
  _ values: [Float], length: Int, stride: Int, lines: Int, _ offset: Int, _ reach: Int
) -> [Float] {
  var sums = values
  for line in 0..<lines {
    let start = line * offset
    var sum = 0.0
    for place in 0..<min(reach, length) { sum += Double(values[start + place * stride]) }
    for place in 0..<length {
      if place + reach < length { sum += Double(values[start + (place + reach) * stride]) }
      if place - reach > 0 { sum -= Double(values[start + (place - reach - 1) * stride]) }
      sums[start + place * stride] = Float(sum)
    }
  }
  return sums
}
