// SPDX-License-Identifier: Apache-2.0

import TestBasics
import Testing

@testable import Datasets

@Suite("crops", .tags(.unit))
struct CropTests {
  static let contrasts: [(values: [UInt8], isEnough: Bool)] = [
    ([0, 0, 0, 0], false), ([9, 9, 9, 9], false),
    // Of eleven sorted values the percentiles are the second and the tenth.
    ([0, 90, 95, 95, 95, 95, 95, 95, 95, 100, 255], true),
    ([0, 91, 95, 95, 95, 95, 95, 95, 95, 100, 255], false),
    (Array(repeating: 0, count: 10) + [255], false),
    (Array(repeating: 0, count: 9) + [200, 255], true),
    ([1], false),
  ]

  @Test("contrast: (P90 - P10) / P90 of at least 0.1", arguments: contrasts)
  func contrast(_ values: [UInt8], _ isEnough: Bool) {
    #expect(hasContrast(values) == isEnough)
    #expect(hasContrast(values.reversed()) == isEnough)
  }
}
