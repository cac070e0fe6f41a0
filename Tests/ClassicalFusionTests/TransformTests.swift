// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestSupport
import Testing

@testable import ClassicalFusion

/// Pyramids and wavelets, by hand and by what they promise.
@Suite(.tags(.unit)) struct TransformTests {
  @Test(arguments: sizes, 0...5)
  func pyramidsGiveTheImageBack(_ size: ImageSize, _ levels: Int) {
    let image = Grid(scenePlanes(size).second)
    #expect(distance(LaplacianPyramid(image, levels: levels).image, image) < 1e-12)
  }

  @Test(arguments: sizes, Wavelet.allCases)
  func waveletsGiveTheImageBack(_ size: ImageSize, _ wavelet: Wavelet) {
    let image = Grid(scenePlanes(size).second)
    for levels in 0...4 {
      #expect(distance(WaveletPyramid(image, wavelet, levels: levels).image, image) < 1e-12)
    }
  }

  @Test func reducingAnImpulseGivesTheWeights() {
    let reduced = row([0, 0, 0, 0, 1, 0, 0, 0, 0]).reduced()
    #expect(distance(reduced, row([0, 0.05, 0.4, 0.05, 0])) < 1e-15)
  }

  @Test func expandingAnImpulseGivesTheWeightsTwice() {
    let expanded = row([0, 0, 1, 0, 0]).expanded(to: ImageSize(width: 9, height: 1))
    #expect(distance(expanded, row([0, 0, 0.1, 0.5, 0.8, 0.5, 0.1, 0, 0])) < 1e-15)
  }

  @Test func halvesAreRoundedUp() {
    let pyramid = LaplacianPyramid(Grid(scenePlanes(sizes[4]).first), levels: 3)
    #expect(pyramid.details.map(\.size.description) == ["101x75", "51x38", "26x19"])
    #expect(pyramid.base.size == ImageSize(width: 13, height: 10))
  }

  /// Orthonormal: the energy of the image is that of its coefficients.
  @Test(arguments: Wavelet.allCases)
  func waveletsAreOrthonormal(_ wavelet: Wavelet) {
    let (low, high) = (wavelet.lowPass, wavelet.highPass)
    func product(_ a: some Sequence<Double>, _ b: some Sequence<Double>) -> Double {
      zip(a, b).map { $0 * $1 }.reduce(0, +)
    }
    #expect(abs(low.reduce(0, +) - 2.0.squareRoot()) < 1e-15)
    #expect(abs(product(low, low) - 1) < 1e-15 && abs(product(high, high) - 1) < 1e-15)
    #expect(abs(product(low, high)) < 1e-15 && abs(product(low, low.dropFirst(2))) < 1e-15)
  }

  /// db2 has two vanishing moments: it sees neither constants nor slopes.
  @Test func daubechies2DoesNotSeeSlopes() {
    let slope = Wavelet.daubechies2.highPass.enumerated().map { Double($0) * $1 }.reduce(0, +)
    #expect(abs(slope) < 1e-15)
    #expect(abs(Wavelet.daubechies2.highPass.reduce(0, +)) < 1e-15)
  }

  /// The impulse's details stay, its mean of .325 becomes (.325 + .2) / 2.
  @Test func haarFusionByHand() {
    let fused = WaveletFusion(.haar, levels: 1).fuse(
      plane([0.7, 0.2], [0.2, 0.2]), plane([0.2, 0.2], [0.2, 0.2]))
    #expect(fused.distance(from: plane([0.6375, 0.1375], [0.1375, 0.1375])) <= 1e-6)
  }

  @Test func strongestTakesTheLargerMagnitude() {
    #expect(strongest(-0.3, 0.2) == -0.3 && strongest(0.1, 0.2) == 0.2)
    #expect(strongest(0.25, -0.25) == 0, "no order decides")
  }

  @Test func mirrorsRepeatTheBorder() {
    #expect((-4..<7).map { mirrored($0, 3) } == [2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0])
    #expect((-2..<3).map { mirrored($0, 1) } == [0, 0, 0, 0, 0])
  }
}

func row(_ values: [Double]) -> Grid {
  Grid(size: ImageSize(width: values.count, height: 1), values: values)
}

/// The largest difference at one place; infinite for unequal sizes.
func distance(_ a: Grid, _ b: Grid) -> Double {
  a.size == b.size ? zip(a.values, b.values).map { abs($0 - $1) }.max() ?? 0 : .infinity
}
