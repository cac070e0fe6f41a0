// SPDX-License-Identifier: Apache-2.0

import Flow
import TestBasics
import Testing

@Suite("normalized mutual information", .tags(.unit))
struct SoftJointHistogramTests {
  @Test("it is 1 of what tells nothing of each other, and greater of what does")
  func extremes() throws {
    var (independent, equal, swapped) = (
      SoftJointHistogram(), SoftJointHistogram(), SoftJointHistogram()
    )
    for first in 0..<40 {
      for second in 0..<40 {
        let places = [first, second].map { SoftJointHistogram.place(ofShare: Float($0) / 39) }
        independent.add(places[0], places[1])
        equal.add(places[0], places[0])
        swapped.add(places[0], SoftJointHistogram.place(ofShare: 1 - Float(first) / 39))
      }
    }
    let values = try [independent, equal, swapped].map { try #require($0.information()).value }
    #expect(abs(values[0] - 1) < 1e-12)
    #expect(values[1] > 1.4 && abs(values[1] - values[2]) < 0.01)
    #expect(SoftJointHistogram().information() == nil)
  }
}
