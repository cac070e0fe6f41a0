// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

@Suite(.tags(.unit)) struct ColorTests {
  private let pixel = ImageSize(width: 1, height: 1)

  /// Y, Cb and Cr of the primaries, by ITU-R BT.601's definition.
  @Test(
    arguments: [
      ([255, 0, 0], [0.299, 0.5 - 0.299 / 1.772, 1]),
      ([0, 255, 0], [0.587, 0.5 - 0.587 / 1.772, 0.5 - 0.587 / 1.402]),
      ([0, 0, 255], [0.114, 1, 0.5 - 0.114 / 1.402]),
      ([255, 255, 255], [1, 0.5, 0.5]),
      ([0, 0, 0], [0, 0.5, 0.5]),
    ] as [([UInt8], [Float])])
  func primariesHaveTheirStandardValues(_ rgb: [UInt8], expected: [Float]) {
    let depths: [Image.Samples] = [
      .uint8(rgb), .uint16(rgb.map { UInt16($0) * 257 }), .float(rgb.map { Float($0) / 255 }),
    ]
    for samples in depths {
      let image = Image(size: pixel, colorModel: .rgb, samples: samples)
      let chroma = image.chroma()
      let found = image.luminance().values + chroma.cb.values + chroma.cr.values
      for (value, wanted) in zip(found, expected) { #expect(abs(value - wanted) < 1e-6) }
    }
  }

  @Test func threeEqualChannelsAreExactlyGray() {
    let gray = (0...255).map { UInt8($0) }
    let size = ImageSize(width: 256, height: 1)
    let single = Image(size: size, colorModel: .gray, samples: .uint8(gray))
    let triple = Image(
      size: size, colorModel: .rgb, samples: .uint8(gray.flatMap { [$0, $0, $0] }))
    #expect(single.isGray && triple.isGray)
    #expect(single.luminance() == triple.luminance())
    #expect(single.luminance().values == gray.map { Float($0) / 255 })
    #expect(Set(triple.chroma().cb.values + single.chroma().cr.values) == [0.5])
  }

  @Test(arguments: 0..<3)
  func oneOddSampleIsColor(_ channel: Int) {
    var samples = [UInt16](repeating: 777, count: 30)
    samples[27 + channel] += 1
    let size = ImageSize(width: 10, height: 1)
    #expect(!Image(size: size, colorModel: .rgb, samples: .uint16(samples)).isGray)
  }

  @Test(arguments: Depth.allCases, [Image.ColorModel.gray, .rgb])
  func splittingAndJoiningGivesTheImageBack(_ depth: Depth, _ model: Image.ColorModel) {
    let image = Pattern.smooth(depth, model, width: 64, height: 48)
    let joined = Image(
      luminance: image.luminance(), chroma: model == .rgb ? image.chroma() : nil, depth: depth)
    #expect(joined.colorModel == model)
    #expect(joined.largestDifference(from: image) <= (depth == .float ? 1e-6 : 1))
  }

  @Test func joiningClampsAndRoundsHalfUp() {
    let values: [Float] = [-1, 0.001, 0.5 / 255, 1.5 / 255, 2, .nan, .infinity]
    let plane = Plane(size: ImageSize(width: 7, height: 1), values: values)
    #expect(Image(luminance: plane).samples == .uint8([0, 0, 1, 2, 255, 0, 255]))
    #expect(
      Image(luminance: plane, depth: .float).samples
        == .float([0, 0.001, values[2], values[3], 1, 0, 1]))
    #expect(
      Image(luminance: plane, depth: .uint16).samples
        == .uint16([0, 66, 129, 386, 65535, 0, 65535]))
  }

  @Test func missingFloatDataIsBlack() {
    let size = ImageSize(width: 2, height: 1)
    let gray = Image(size: size, colorModel: .gray, samples: .float([.nan, 0.5]))
    #expect(gray.luminance().values == [0, 0.5])
    let rgb = Image(size: size, colorModel: .rgb, samples: .float([.nan, 1, 1, 0.5, 0.5, 0.5]))
    #expect(rgb.luminance().values == [0, 0.5])
    let chroma = rgb.chroma()
    #expect((chroma.cb.values + chroma.cr.values).allSatisfy { $0.isFinite })
  }

  @Test(arguments: [
    (Depth.uint8, [0, 128, 255] as [Double]), (.uint16, [0, 32768, 65535]), (.float, [0, 0.5, 1]),
  ])
  func depthsConvertByWhite(_ depth: Depth, expected: [Double]) {
    let image = Image(
      size: ImageSize(width: 3, height: 1), colorModel: .gray, samples: .float([0, 0.5, 1]))
    #expect(image.converted(to: depth).samples.numbers == expected)
  }
}
