// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

@testable import Fusion

/// Sums over squares of pixels.
@Suite("sums over squares", .tags(.unit)) struct BoxSumTests {
  private let size = ImageSize(width: 37, height: 29)

  @Test("those at some pixels are those of the whole image", arguments: [1, 4, 50])
  func some(_ reach: Int) {
    // A frame and a hole, as masks have; sums at places in and beside them.
    func isNear(_ pixel: Int, _ distance: Int) -> Bool {
      let (x, y) = (pixel % size.width, pixel / size.width)
      return x < distance || x + distance > size.width || y < distance
        || abs(x - 18) < distance && abs(y - 15) < distance
    }
    let places = (0..<size.pixelCount).filter { isNear($0, 4) && $0 % 3 > 0 }
    let pixels = (0..<size.pixelCount).filter { isNear($0, 6) && $0 % 5 > 0 }
    var whole = [Float](repeating: 0, count: size.pixelCount)
    for place in places { whole[place] = Float(place * 7919 % 251) / 16 - 8 }
    let sums = boxSums(
      places.map { whole[$0] }, at: places, around: pixels, width: size.width, reach: reach)
    let wanted = boxSums(whole, size, reach: reach)
    #expect(sums == pixels.map { wanted[$0] })
    #expect(Set(sums).count > 100 || reach == 50)
  }
}
