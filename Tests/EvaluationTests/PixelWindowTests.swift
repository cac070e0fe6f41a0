// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestSupport
import Testing

@testable import Evaluation

@Suite("windows", .tags(.unit)) struct PixelWindowTests {
  private func window(_ rows: String...) -> PixelWindow? {
    PixelWindow(
      largestIn: Plane(
        size: ImageSize(width: rows[0].count, height: rows.count),
        values: rows.joined().map { $0 == "x" ? 1 : 0 }))
  }

  @Test("the largest rectangle is found, wherever it lies")
  func largest() {
    let corner = window("..xx", ".xxx", "xxxx", "xxxx")
    #expect(corner?.columns == 1..<4 && corner?.rows == 1..<4)
    let falling = window("x...", "xxx.", "xxxx", "xxxx")
    #expect(falling?.columns == 0..<3 && falling?.rows == 1..<4)
    let wide = window("xxxxx", "xxxxx", "..x..", "..x..")
    #expect(wide?.columns == 0..<5 && wide?.rows == 0..<2)
    let all = window("xx", "xx", "xx")
    #expect(all?.size == ImageSize(width: 2, height: 3))
    let holed = window("xxxx", "x.xx", "xxxx")
    #expect(holed?.columns == 2..<4 && holed?.rows == 0..<3)
    #expect(window("..", "..") == nil)
  }
}
