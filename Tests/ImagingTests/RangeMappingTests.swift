// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

@Suite(.tags(.unit)) struct RangeMappingTests {
  private func gray(_ samples: Image.Samples) -> Image {
    Image(
      size: ImageSize(width: samples.count, height: 1), colorModel: .gray, samples: samples)
  }

  @Test func valuesAreInTheFilesOwnUnits() throws {
    let mapping = RangeMapping.values(low: 20000, high: 30000)
    let image = gray(.uint16([0, 20000, 22500, 30000, 65535]))
    #expect(try image.luminance(mapping: mapping).values == [0, 0, 0.25, 1, 1])
    let bytes = gray(.uint8([0, 100, 150, 200, 255]))
    #expect(
      try bytes.luminance(mapping: .values(low: 100, high: 200)).values == [0, 0, 0.5, 1, 1])
    let floats = gray(.float([-40, 0, 40, .nan, .infinity]))
    #expect(
      try floats.luminance(mapping: .values(low: -40, high: 40)).values == [0, 0.5, 1, 0, 1])
  }

  /// The difference of such numbers is none.
  @Test func percentilesOfFarNumbersAreFinite() throws {
    let image = gray(.float([-3e38, 3e38, 3e38, -3e38, 3e38]))
    let mapping = RangeMapping.percentiles(low: 30, high: 100)
    let values = try image.luminance(mapping: mapping).values
    #expect(values.allSatisfy { (0...1).contains($0) } && values[0] == 0)
  }

  /// Percentiles by hand: rank p / 100 * (count - 1), linear between neighbors.
  @Test func percentilesInterpolate() throws {
    // Sorted 10 20 30 40 50; 10 % is rank 0.4, so 14; 75 % is rank 3, so 40.
    let expected: [Float] = [1, 0, 16 / 26, 6 / 26, 1]
    let mapping = RangeMapping.percentiles(low: 10, high: 75)
    let images = [
      gray(.uint16([50, 10, 30, 20, 40])), gray(.uint8([50, 10, 30, 20, 40])),
      gray(.float([50, 10, 30, 20, 40])),
      Image(
        size: ImageSize(width: 5, height: 1), colorModel: .rgb,
        samples: .uint16([50, 10, 30, 20, 40].flatMap { [$0, $0, $0] })),
    ]
    for image in images {
      let values = try image.luminance(mapping: mapping).values
      for (value, wanted) in zip(values, expected) { #expect(abs(value - wanted) < 1e-6) }
    }
  }

  @Test func missingDataHasNoRank() throws {
    let image = gray(.float([.nan, 10, 30, .nan]))
    let mapping = RangeMapping.percentiles(low: 0, high: 100)
    #expect(try image.luminance(mapping: mapping).values == [0, 0, 1, 0])
    #expect(try gray(.float([.nan])).luminance(mapping: mapping).values == [0])
  }

  /// Counting and sorting are two ways to the same percentiles.
  @Test(arguments: [(0.0, 100.0), (1, 99), (0.5, 50), (33.3, 66.6)])
  func countingAgreesWithSorting(_ low: Double, _ high: Double) throws {
    var state: UInt32 = 1
    let values = (0..<5000).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt16(state >> 18)
    }
    let mapping = RangeMapping.percentiles(low: low, high: high)
    let counted = try gray(.uint16(values)).luminance(mapping: mapping)
    let sorted = try gray(.float(values.map(Float.init))).luminance(mapping: mapping)
    #expect(counted == sorted)
  }

  @Test(arguments: [
    RangeMapping.values(low: 5, high: 5), .values(low: 6, high: 5), .values(low: .nan, high: 5),
    .values(low: 0, high: .infinity), .percentiles(low: 60, high: 40),
    .percentiles(low: -1, high: 50), .percentiles(low: 1, high: 100.5),
  ])
  func badRangesAreErrors(_ mapping: RangeMapping) {
    let error = #expect(throws: ImagingError.self) {
      try gray(.uint8([1, 2])).luminance(mapping: mapping)
    }
    #expect(error?.code == .invalidRange)
    #expect(error?.path == nil)
  }

  @Test func constantImagesAreBlackUnderPercentiles() throws {
    let image = gray(.uint16([7, 7, 7]))
    let plane = try image.luminance(mapping: .percentiles(low: 1, high: 99))
    #expect(plane.values == [0, 0, 0])
  }

  @Test func stretchingReachesBothEnds() {
    let size = ImageSize(width: 4, height: 1)
    let plane = Plane(size: size, values: [0.5, 0.25, 0.75, 0.5])
    #expect(plane.stretched().values == [0.5, 0, 1, 0.5])
    let constant = Plane(size: size, values: [0.3, 0.3, 0.3, 0.3])
    #expect(constant.stretched() == constant)
    let odd = Plane(size: size, values: [.nan, 2, 4, .infinity])
    #expect(odd.stretched().values == [0, 0, 1, 1])
  }
}
