// SPDX-License-Identifier: Apache-2.0

import Imaging

extension Grid {
  /// Each row filtered and every second value kept; the row goes on from its beginning.
  /// - Precondition: The width is even.
  func halvedRows(_ filter: [Double]) -> Grid {
    precondition(size.width % 2 == 0, "halvedRows: width \(size.width), even wanted")
    return mapRows(width: size.width / 2) { input, output in
      for x in 0..<output.count {
        for (tap, weight) in filter.enumerated() {
          output[x] += weight * input[(2 * x + tap) % input.count]
        }
      }
    }
  }

  /// The transpose of ``halvedRows(_:)``: for an orthogonal pair of filters, the sum of both parts
  /// so doubled is the row again.
  func doubledRows(_ filter: [Double]) -> Grid {
    mapRows(width: 2 * size.width) { input, output in
      for x in 0..<input.count {
        for (tap, weight) in filter.enumerated() {
          output[(2 * x + tap) % output.count] += weight * input[x]
        }
      }
    }
  }

  /// ``halvedRows(_:)`` for columns.
  func halvedColumns(_ filter: [Double]) -> Grid { transposed().halvedRows(filter).transposed() }

  /// ``doubledRows(_:)`` for columns.
  func doubledColumns(_ filter: [Double]) -> Grid { transposed().doubledRows(filter).transposed() }
}
