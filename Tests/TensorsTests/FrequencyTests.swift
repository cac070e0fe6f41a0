// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

@Suite("correlation by Fourier transforms", .singleThreaded, .tags(.unit))
struct FrequencyTests {
  @Test("at each shift it is the sum of products, over all channels")
  func againstSums() {
    let (a, b) = (Tensor.counting(1, 2, 3, 4), Tensor.counting(1, 2, 2, 3))
    let (height, width) = (5, 7)
    let result = a.correlated(with: b, height: height, width: width)
    #expect(result.shape == [1, height, width])
    let (first, second, found) = (a.doubles, b.doubles, result.doubles)
    for y in 0..<height {
      for x in 0..<width {
        var sum = 0.0
        for index in 0..<12 {
          let (channel, row, column) = (index / 6, index / 3 % 2, index % 3)
          let (v, u) = ((row + y) % height, (column + x) % width)
          if v < 3, u < 4 { sum += first[channel * 12 + v * 4 + u] * second[index] }
        }
        #expect(abs(found[y * width + x] - sum) < 1e-3)
      }
    }
  }
}
