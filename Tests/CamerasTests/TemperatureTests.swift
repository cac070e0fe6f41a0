// SPDX-License-Identifier: Apache-2.0

import Cameras
import Imaging
import TestBasics
import Testing

/// Temperatures of made-up sensors. The numbers are those that the formula gives that R's package
/// Thermimage publishes (`raw2temp`), written out term by term in Python.
@Suite(.tags(.unit)) struct TemperatureTests {
  private let values: [UInt16] = [15_000, 16_000, 18_000]

  private func file(_ change: (inout [Int: Float]) -> Void) -> RadiometricBytes.FLIR {
    var file = RadiometricBytes.FLIR(3, 1, values: values)
    change(&file.camera)
    return file
  }

  private func isNear(_ plane: Plane?, _ wanted: [Float], slack: Float = 0.002) -> Bool {
    guard let plane else { return false }
    return plane.values.count == wanted.count
      && zip(plane.values, wanted).allSatisfy { abs($0 - $1) < slack }
  }

  @Test func whatIsBetweenABodyAndTheCameraCounts() throws {
    let shot = try #require(try Pictures.read(file { _ in }.bytes))
    #expect(isNear(shot.temperatures(), [11.17627, 19.32462, 33.86433]))
  }

  @Test func aBlackBodyAtTheLensIsPlancksLaw() throws {
    let near = file {
      ($0[0x20], $0[0x24], $0[0x34]) = (1, 0, 1)
      $0[0x28] = 293.15
    }
    #expect(isNear(try Pictures.read(near.bytes)?.temperatures(), [12.53875, 19.46794, 32.03206]))
  }

  @Test func humidityInPercentIsTheSame() throws {
    let percent = file { $0[0x3C] = 60 }
    #expect(
      isNear(try Pictures.read(percent.bytes)?.temperatures(), [11.17627, 19.32462, 33.86433]))
  }

  @Test func withoutNumbersOfTheAirFLIRsOwnAreTaken() throws {
    let unsaid = file { camera in [0x70, 0x74, 0x78, 0x7C, 0x80].forEach { camera[$0] = 0 } }
    #expect(
      isNear(try Pictures.read(unsaid.bytes)?.temperatures(), [11.17627, 19.32462, 33.86433]))
  }

  @Test(
    arguments: [
      (0x20, 0, "emissivity"), (0x20, -1, "emissivity"), (0x20, Float.nan, "emissivity"),
      (0x58, 0, "R1"), (0x58, 1e38, "R1"), (0x5C, -3, "B"), (0x24, Float.infinity, "distance"),
      (0x2C, 0, "air"), (0x30C, -0.01, "R2"), (0x34, 2, "window"), (0x3C, 250, "humidity"),
    ] as [(Int, Float, String)])
  func numbersThatMakeNoSenseLeaveRelativeValues(
    _ place: Int, _ value: Float, _ name: String
  ) throws {
    let shot = try #require(try Pictures.read(file { $0[place] = value }.bytes))
    #expect(shot.temperatures() == nil && shot.warnings.count == 1)
    let warning = try #require(shot.warnings.first)
    #expect(warning.contains("\(name) is \(value), and "), "\(warning)")
    #expect(shot.thermalImage.samples == .uint16(values))
  }

  /// Each number of the last two is possible by itself.
  @Test(
    arguments: [
      (.min, 16951.8, "O is -2147483648, and"), (.max, 16951.8, "O is 2147483647, and"),
      (
        -18_000, 16951.8,
        "O -18000.0, emissivity 0.9, distance 5.0) make no temperature of its values, 15000 to 18000"
      ), (-7142, 10, "°C of its values, 15000 to 18000; they are relative"),
    ] as [(Int32, Float, String)])
  func constantsThatMakeNoTemperaturesLeaveRelativeValues(
    _ o: Int32, _ r1: Float, _ part: String
  ) throws {
    var file = file { $0[0x58] = r1 }
    file.planckO = o
    let shot = try #require(try Pictures.read(file.bytes))
    #expect(shot.temperatures() == nil && shot.warnings.count == 1)
    #expect(shot.warnings.first?.contains(part) == true, "\(shot.warnings)")
    #expect(shot.thermalImage.samples == .uint16(values))
  }

  @Test func whatACameraDoesNotSayIsToldOf() throws {
    let shot = try #require(try Pictures.read(file { $0 = [:] }.bytes))
    #expect(
      shot.warnings == ["says not how its values become temperatures; they are relative"])
  }

  @Test func valuesThatNoTemperatureGivesAreNone() throws {
    var file = RadiometricBytes.FLIR(2, 1, values: [100, 16_000])
    file.camera[0x20] = 1
    let celsius = try #require(try Pictures.read(file.bytes)?.temperatures()).values
    #expect(celsius[0].isNaN && celsius[1] > 10)
  }

  @Test func theImageIsInDegrees() throws {
    let file = RadiometricBytes.FLIR(8, 6, values: Pictures.ramp(8, 6))
    let image = try #require(try Pictures.read(file.bytes)).thermalImage
    #expect(image.foundRange()?.unit == .celsius)
    #expect(image.foundRange().map { $0.low > 10 && $0.high < 16 } == true)
  }

  @Test func degreesBelowOneAreNoBrightness() throws {
    let size = ImageSize(width: 8, height: 4)
    var image = Image(
      size: size, colorModel: .gray, samples: .float((0..<32).map { 0.2 + 0.01 * Float($0) }))
    #expect(image.foundRange() == nil)
    image.notes.unit = .celsius
    #expect(image.foundRange()?.unit == .celsius)
  }

  @Test func relativeValuesAreInNoUnit() throws {
    // As hundredths of a kelvin they would be 17 to 23 degrees.
    let file = file { $0 = [:] }
    let image = try #require(try Pictures.read(file.bytes)).thermalImage
    var warm = image
    warm.notes.isRelative = false
    let mapping = RangeMapping.values(low: 29_000, high: 29_600)
    #expect(try image.range(of: mapping)?.unit == nil)
    #expect(try warm.range(of: mapping)?.unit == .centikelvin)
  }
}
