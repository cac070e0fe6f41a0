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

  @Test("cubic resampling gives the values of Pillow 13, larger and smaller")
  func bicubic() {
    let plane = Plane(
      size: ImageSize(width: 4, height: 3), values: [0, 1, 4, 9, 2, 8, 1, 3, 5, 0, 7, 6])
    let larger = plane.resized(to: ImageSize(width: 7, height: 5), by: .bicubic).values
    let wanted: [Float] = [
      -0.2003, -0.1062, 0.3282, 2.0613, 4.5783, 8.0175, 9.8674, 0.3096, 1.5910, 3.7013, 3.1940,
    ]
    #expect(zip(larger, wanted).allSatisfy { abs($0 - $1) < 0.001 })
    let smaller = plane.resized(to: ImageSize(width: 2, height: 2), by: .bicubic).values
    #expect(zip(smaller, [2.0677, 4.7829, 3.6592, 4.5719]).allSatisfy { abs($0 - $1) < 0.001 })
  }
}
