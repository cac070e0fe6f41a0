// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestSupport
import Testing

@testable import ClassicalFusion

/// Box, Gaussian, Laplacian and guided filter.
@Suite(.tags(.unit)) struct FilterTests {
  let size = ImageSize(width: 13, height: 9)
  var image: Grid { Grid(scenePlanes(ImageSize(width: 16, height: 16)).first) }

  @Test(arguments: [0, 1, 3, 20])
  func boxMeanIsTheMeanOfWhatLiesInside(_ radius: Int) {
    let (image, side) = (image, 16)
    let expected = (0..<side * side).map { index -> Double in
      let (x, y) = (index % side, index / side)
      let inside = (0..<side * side).filter {
        abs($0 % side - x) <= radius && abs($0 / side - y) <= radius
      }
      return inside.map { image.values[$0] }.reduce(0, +) / Double(inside.count)
    }
    #expect(
      distance(image.boxMean(radius: radius), Grid(size: image.size, values: expected)) < 1e-12)
  }

  @Test func gaussianKeepsConstantsAndSpreadsByItsFormula() {
    let constant = Grid(size: size, values: [Double](repeating: 0.3, count: size.pixelCount))
    #expect(distance(constant.gaussian(radius: 5, sigma: 5), constant) < 1e-12)
    let spread = row([0, 0, 0, 1, 0, 0, 0]).gaussian(radius: 2, sigma: 1).values
    #expect(abs(spread[4] / spread[3] - 0.606_530_659_712_633_4) < 1e-12)
    #expect(spread[0] == 0 && spread[6] == 0 && abs(spread.reduce(0, +) - 1) < 1e-12)
  }

  @Test func laplacianOfAnImpulse() {
    var values = [Double](repeating: 0, count: 9)
    values[4] = 1
    let impulse = Grid(size: ImageSize(width: 3, height: 3), values: values)
    #expect(impulse.laplacian().values == [0, 1, 0, 1, -4, 1, 0, 1, 0])
  }

  /// A guide without edges leaves two box means.
  @Test func guidedFilterWithoutEdgesSmooths() {
    let flat = image.map { _ in 0.5 }
    let filtered = GuidedFilter(radius: 2, epsilon: 1e-6).apply(to: image, guide: flat)
    #expect(distance(filtered, image.boxMean(radius: 2).boxMean(radius: 2)) < 1e-9)
  }

  /// An image that is its own guide stays as it is where epsilon is small against its variance.
  @Test func guidedFilterKeepsEdges() {
    let edge = row([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    let sharp = GuidedFilter(radius: 3, epsilon: 1e-9).apply(to: edge, guide: edge)
    #expect(distance(sharp, edge) < 1e-6)
    let smooth = GuidedFilter(radius: 3, epsilon: 100).apply(to: edge, guide: edge)
    #expect(distance(smooth, edge.boxMean(radius: 3).boxMean(radius: 3)) < 1e-2)
  }

  /// Where one image alone has detail, that image is taken.
  @Test func guidedFusionTakesTheSalientImage() {
    let size = ImageSize(width: 64, height: 64)
    let checks = (0..<size.pixelCount).map { index -> Float in
      let (x, y) = (index % 64 / 2, index / 64 / 2)
      return (x + y).isMultiple(of: 2) ? 0 : 1
    }
    let detailed = Plane(size: size, values: checks)
    let flat = Plane(size: size, values: checks.map { _ in 0.5 })
    #expect(GuidedFilterFusion().fuse(detailed, flat).distance(from: detailed) < 1e-3)
  }
}
