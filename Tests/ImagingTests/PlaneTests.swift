// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

@Suite("planes", .tags(.unit)) struct PlaneTests {
  @Test("changing a pixel copies nothing, so that a loop over pixels takes linear time")
  func inPlace() {
    let size = ImageSize(width: 40, height: 30)
    var plane = Plane(size: size, values: [Float](repeating: 0, count: size.pixelCount))
    let before = plane.values.withUnsafeBufferPointer { $0.baseAddress }
    for index in plane.values.indices { plane.values[index] = Float(index) }
    let after = plane.values.withUnsafeBufferPointer { $0.baseAddress }
    #expect(before == after)
    #expect(plane.values == (0..<size.pixelCount).map(Float.init))
  }
}
