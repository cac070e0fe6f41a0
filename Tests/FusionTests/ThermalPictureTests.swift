// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging
import TestBasics
import Testing

/// A thermal image by itself, in a palette's colors.
@Suite(.tags(.unit)) struct ThermalPictureTests {
  private static let size = ImageSize(width: 30, height: 40)

  private func thermal(_ samples: Image.Samples, alpha: Plane? = nil) -> Image {
    Image(size: Self.size, colorModel: .gray, samples: samples, alpha: alpha)
  }

  private var centikelvin: [UInt16] {
    (0..<Self.size.pixelCount).map { UInt16(28_315 + 2 * $0) }
  }

  @Test func theRangeIsSpreadOverThePalette() throws {
    let picture = try ThermalPicture(
      of: thermal(.uint16(centikelvin)), palette: .inferno,
      range: .values(low: 28_315, high: 30_713), bar: nil)
    let wanted = Image(
      heat: Plane(
        size: Self.size, values: centikelvin.map { (Float($0) - 28_315) / (30_713 - 28_315) }),
      palette: .inferno)
    #expect(picture.image == wanted && picture.oddity == nil)
    guard case .uint8(let samples) = picture.image.samples else { return }
    // inferno's ends.
    #expect(samples.prefix(3) == [0, 0, 4] && samples.suffix(3) == [252, 255, 164])
    #expect(picture.range.unit == .centikelvin)
  }

  @Test func theBarStandsBesideIt() throws {
    let image = thermal(.uint16(centikelvin))
    for scale in TemperatureScale.allCases {
      let (plain, barred) = (
        try ThermalPicture(of: image, bar: nil), try ThermalPicture(of: image, bar: scale)
      )
      let bar = Image.colorBar(.iron, height: 40, range: plain.range, scale: scale)
      #expect(barred.image == Image.panel([plain.image, bar]), "\(scale)")
    }
  }

  @Test func whatWasNotSeenIsTransparent() throws {
    var values = (0..<Self.size.pixelCount).map { Float($0) / 100 }
    (values[3], values[4]) = (.nan, -9999)
    for bar in [nil, TemperatureScale.celsius] {
      let picture = try ThermalPicture(of: thermal(.float(values)), noData: [-9999], bar: bar)
      let alpha = try #require(picture.image.alpha)
      #expect(alpha.values[2..<6] == [1, 0, 0, 1])
      #expect(alpha.values.count { $0 == 0 } == 2 && picture.range.low >= 0)
    }
  }

  @Test func theWholeRangeOfFloatsMayHoldNothing() throws {
    let values = (0..<Self.size.pixelCount).map { 5 + Float($0) / 40 }
    let degrees = try ThermalPicture(of: thermal(.float(values)), range: .full)
    #expect(
      degrees.oddity?.hasPrefix("the range 0.000 to 1.000 holds none of its values, which are 5.")
        == true,
      "\(degrees.oddity ?? "")")
    let shares = values.map { $0 / 40 }
    #expect(try ThermalPicture(of: thermal(.float(shares)), range: .full).oddity == nil)
    #expect(try ThermalPicture(of: thermal(.uint16(centikelvin)), range: .full).oddity == nil)
  }

  @Test(arguments: [0, 30_000, 65_535] as [UInt16])
  func anImageOfOneValueIsToldOf(_ value: UInt16) throws {
    let unit = value == 30_000 ? ", 26.9 °C" : ""
    let told = "all its valid pixels have one value, \(value)\(unit); it shows nothing"
    let flat = [UInt16](repeating: value, count: Self.size.pixelCount)
    let image = thermal(.uint16(flat))
    for range in [RangeMapping.automatic, .full] {
      #expect(try ThermalPicture(of: image, range: range).oddity == told)
    }
    var floats = flat.map { Float($0) }
    floats[7] = .nan
    #expect(try ThermalPicture(of: thermal(.float(floats))).oddity == told)
    var other = flat
    other[7] = 29_000
    #expect(try ThermalPicture(of: thermal(.uint16(other))).oddity == nil)
    let bytes = [UInt8](repeating: 9, count: flat.count)
    #expect(try ThermalPicture(of: thermal(.uint8(bytes))).oddity == nil)
  }

  @Test(arguments: [1, 2, 3]) func anImageOfFewRowsHasABar(_ height: Int) throws {
    let image = Image(
      size: ImageSize(width: 9, height: height), colorModel: .gray,
      samples: .uint16((0..<9 * height).map { UInt16(29_000 + $0) }))
    let picture = try ThermalPicture(of: image).image
    #expect(picture.size.height == height && picture.size.width > 9)
  }

  @Test func anImageWithoutAValidPixelIsTold() throws {
    let none = [Float](repeating: .nan, count: Self.size.pixelCount)
    let told = "no pixel is valid; it shows nothing"
    #expect(try ThermalPicture(of: thermal(.float(none))).oddity == told)
  }

  @Test func aRangeThatHoldsNothingIsTold() throws {
    let picture = try ThermalPicture(
      of: thermal(.uint16(centikelvin)), range: .values(low: 5, high: 35))
    #expect(picture.oddity?.contains("holds none of its values") == true)
    let bytes = (0..<Self.size.pixelCount).map { UInt8($0 % 200) }
    let above = try ThermalPicture(
      of: thermal(.uint8(bytes)), range: .values(low: 7000, high: 9000))
    #expect(
      above.oddity == "the range 7000 to 9000 holds none of its values, which are 0 to 199",
      "\(above.oddity ?? "")")
    let within = try ThermalPicture(of: thermal(.uint8(bytes)), range: .values(low: 190, high: 900))
    #expect(within.oddity == nil)
  }
}
