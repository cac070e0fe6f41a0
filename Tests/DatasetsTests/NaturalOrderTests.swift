// SPDX-License-Identifier: Apache-2.0

import TestBasics
import Testing

@testable import Datasets

@Suite(.tags(.unit)) struct NaturalOrderTests {
  @Test(arguments: [
    ["9", "10", "100"],
    ["img9", "img10", "img10b"],
    ["00007", "8", "0009"],
    ["01", "1", "1a", "2"],
    ["18446744073709551616", "18446744073709551617"],
    ["A", "a", "a1", "b"],
    ["x", "x.1", "x1"],
    ["", "1"],
  ])
  func sortsAsPeopleCount(_ names: [String]) {
    #expect(names.reversed().sorted(by: precedesNaturally) == names)
  }

  @Test func nothingPrecedesItself() { #expect(!precedesNaturally("a01", "a01")) }
}
