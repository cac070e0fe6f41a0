// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

extension Grid {
  /// Weighted by `kernel` (odd length, centred) along rows and columns; borders are mirrored.
  func filtered(_ kernel: [Double]) -> Grid {
    let radius = kernel.count / 2
    return separably { grid in
      grid.mapRows(width: grid.size.width) { input, output in
        for x in 0..<input.count {
          var sum = 0.0
          for (tap, weight) in kernel.enumerated() {
            sum += weight * input[mirrored(x + tap - radius, input.count)]
          }
          output[x] = sum
        }
      }
    }
  }

  /// A Gaussian cut off at `radius`, its weights summing to 1.
  func gaussian(radius: Int, sigma: Double) -> Grid {
    let weights = (-radius...radius).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
    let sum = weights.reduce(0, +)
    return filtered(weights.map { $0 / sum })
  }

  /// The mean over squares of `2 radius + 1` pixels a side, cut off at the borders.
  func boxMean(radius: Int) -> Grid {
    separably { grid in
      grid.mapRows(width: grid.size.width) { input, output in
        var sum = 0.0
        for x in 0..<min(radius, input.count) { sum += input[x] }
        for x in 0..<input.count {
          if x + radius < input.count { sum += input[x + radius] }
          if x - radius - 1 >= 0 { sum -= input[x - radius - 1] }
          output[x] = sum / Double(min(x + radius, input.count - 1) - max(x - radius, 0) + 1)
        }
      }
    }
  }

  /// Second differences along both axes, summed: [0 1 0; 1 -4 1; 0 1 0], borders mirrored.
  func laplacian() -> Grid {
    func secondDifferences(_ grid: Grid) -> Grid {
      grid.mapRows(width: grid.size.width) { input, output in
        for x in 0..<input.count {
          output[x] =
            input[mirrored(x - 1, input.count)] + input[mirrored(x + 1, input.count)] - 2 * input[x]
        }
      }
    }
    return secondDifferences(self)
      .combined(secondDifferences(transposed()).transposed(), +)
  }
}
