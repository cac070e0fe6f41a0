// SPDX-License-Identifier: Apache-2.0

import Detection
import TestSupport
import Testing

/// Areas and overlaps of boxes.
@Suite(.tags(.unit)) struct BoxTests {
  private let box = Box(x0: 0, y0: 0, x1: 4, y1: 2)

  @Test("The overlap is the shared area over the covered one")
  func overlap() {
    #expect(box.overlap(box) == 1)
    #expect(box.overlap(Box(x0: 2, y0: 1, x1: 6, y1: 3)) == 2.0 / 14)
    #expect(box.overlap(Box(x0: 1, y0: 0, x1: 3, y1: 1)) == 2.0 / 8)
  }

  @Test("Boxes that only touch, and empty ones, overlap nothing")
  func apart() {
    #expect(box.overlap(Box(x0: 4, y0: 0, x1: 5, y1: 2)) == 0)
    #expect(box.overlap(Box(x0: 6, y0: 5, x1: 7, y1: 6)) == 0)
    let empty = Box(x0: 3, y0: 1, x1: 2, y1: 1)
    #expect(empty.area == 0)
    #expect(empty.overlap(empty) == 0)
  }
}
