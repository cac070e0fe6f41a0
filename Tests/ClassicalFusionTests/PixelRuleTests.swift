// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Fusion
import Imaging
import TestSupport
import Testing

/// Average, maximum and centred maximum, by hand.
@Suite(.tags(.unit)) struct PixelRuleTests {
  let first = plane([0, 0.25], [0.5, 1])
  let second = plane([0.5, 0.25], [0, 0.5])

  @Test func averageByHand() {
    #expect(ClassicalMethod.average.fuse(first, second) == plane([0.25, 0.25], [0.25, 0.75]))
  }

  @Test func maximumByHand() {
    #expect(ClassicalMethod.max.fuse(first, second) == plane([0.5, 0.25], [0.5, 1]))
  }

  /// m = .5 .25 .5 1, mean .5625; n = 0 .25 0 .5, mean .1875; level (.5625 + .45) / 2 = .50625.
  @Test func centredMaximumByHand() {
    let fused = ClassicalMethod.centredMax.fuse(first, second)
    let byHand = plane(
      [1.2 * (-0.0625 - 0.4 * 0.1875) + 0.50625, 1.2 * (-0.3125 + 0.4 * 0.0625) + 0.50625],
      [1.2 * (-0.0625 - 0.4 * 0.1875) + 0.50625, 1])
    #expect(fused.distance(from: byHand) <= 1e-6)
  }

  /// The same with gain 1 about .5625: 1 is .5625 + .4375 + .4 * .3125, clipped.
  @Test func medicalCentredMaximumByHand() {
    let fused = ClassicalMethod.centredMax.fuse(first, second, subject: .medical)
    #expect(fused.distance(from: plane([0.425, 0.275], [0.425, 1])) <= 1e-6)
  }

  @Test func settingsOfOnesOwn() {
    let rule = CentredMaximum(minimumWeight: 0, gain: 0.5, level: .halfway(to: 0.4375))
    #expect(
      rule.fuse(first, second).distance(from: plane([0.46875, 0.34375], [0.46875, 0.71875]))
        <= 1e-6)
  }

  @Test(arguments: sizes)
  func centredMaximumOfOneImageTwiceIsLinear(_ size: ImageSize) {
    let image = scenePlanes(size).first
    let mean = Float(image.values.reduce(0.0) { $0 + Double($1) } / Double(size.pixelCount))
    let expected = image.values.map { min(max(1.4 * ($0 - mean) + mean, 0), 1) }
    let fused = CentredMaximum.medical.fuse(image, image)
    #expect(fused.distance(from: Plane(size: size, values: expected)) <= 1e-5)
  }
}
