// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

@Suite("planes", .tags(.unit)) struct PlaneTests {
  @Test("changing a pixel copies nothing, so that a loop over pixels takes linear time")
  func inPlace() {
    let size = ImageSize(width: 4, height: 3)
    var plane = Plane(size: size, values: [Float](repeating: 0, count: size.pixelCount))
    for index in plane.values.indices {
      let before = plane.values.withUnsafeBufferPointer { $0.baseAddress }
      plane.values[index] = Float(index)
      #expect(plane.values.withUnsafeBufferPointer { $0.baseAddress } == before)
    }
    #expect(plane.values == (0..<size.pixelCount).map(Float.init))
  }
}
