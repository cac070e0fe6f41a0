// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import FusionMetrics

/// The vector functions against the C library's.
@Suite("vector mathematics", .tags(.unit))
struct MathematicsTests {
  @Test func exponentials() {
    for i in stride(from: -28_000, to: 28_000, by: 7) {
      let x = Double(i) / 40
      let found = exponential(SIMD4(x, 0, -x, 1))
      #expect(abs(found[0] / exp(x) - 1) < 1e-13 && abs(found[2] / exp(-x) - 1) < 1e-13, "\(x)")
      #expect(found[1] == 1 && abs(found[3] - M_E) < 1e-14)
    }
    #expect(exponential(SIMD4(-1e6, 1e6, -701, 701))[0] == exponential(SIMD4(repeating: -700))[0])
  }

  @Test("angles of all gradients along the octants' borders, and of a grid")
  func angles() {
    let ends = [-1020, -1019, -7, -1, 0, 1, 7, 1019, 1020]
    let grid = ends + Array(stride(from: -1000, through: 1000, by: 37))
    for x in grid {
      for y in grid {
        let found = lineAngle(
          x: SIMD4(repeating: Double(x)), y: SIMD4(repeating: Double(y)))[3]
        let wanted = x == 0 ? Double.pi / 2 : atan(Double(y) / Double(x))
        #expect(abs(found - wanted) < 1e-14, "\(x), \(y)")
      }
    }
  }
}
