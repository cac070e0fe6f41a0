// SPDX-License-Identifier: Apache-2.0

import Cameras
import Foundation
import Imaging

/// What `daefuse info` prints of a radiometric file.
struct RadiometricReport {
  private let shot: RadiometricImage

  /// Describes a file.
  init(_ shot: RadiometricImage) { self.shot = shot }

  /// A line a fact.
  var text: String {
    let width = 2 + (facts.map(\.name.count).max() ?? 0)
    return facts.map { fact in
      fact.name.padding(toLength: width, withPad: " ", startingAt: 0) + fact.value.printable()
    }.joined(separator: "\n")
  }

  /// One object of the facts, keys sorted.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let object = Dictionary(facts.map { ($0.name, $0.value) }) { "\($0); \($1)" }
    return String(decoding: try encoder.encode(object), as: UTF8.self)
  }

  private typealias Fact = (name: String, value: String)

  private var facts: [Fact] {
    let camera: [Fact] = [
      ("camera", shot.model ?? shot.maker.rawValue),
      ("thermal image", "\(shot.size), \(shot.sizeSource)"),
      ("raw values", "\(shot.values.min() ?? 0) to \(shot.values.max() ?? 0)"),
      ("temperatures", temperatures),
    ]
    return camera + (shot.calibration.map(facts) ?? []) + pictures
      + shot.warnings.map { ("warning", $0) }
  }

  private var temperatures: String {
    let celsius = (shot.temperatures()?.values ?? []).filter(\.isFinite)
    guard let low = celsius.min(), let high = celsius.max() else {
      return shot.maker == .dji
        ? "not known: DJI's conversion to degrees is its secret" : "not known"
    }
    let mean = celsius.map(Double.init).reduce(0, +) / Double(celsius.count)
    return String(format: "%.2f to %.2f °C, mean %.2f", Double(low), Double(high), mean)
  }

  private func facts(_ calibration: ThermalCalibration) -> [Fact] {
    let (set, sensor) = (calibration.conditions, calibration.sensor)
    func celsius(_ kelvin: Double) -> String { String(format: "%.1f °C", kelvin - 273.15) }
    return [
      ("emissivity", String(format: "%.2f", set.emissivity)),
      ("distance", String(format: "%.1f m", set.distance)),
      ("reflected", celsius(set.reflectedKelvin)),
      ("air", celsius(set.airKelvin) + String(format: ", humidity %.0f %%", 100 * set.humidity)),
      (
        "window",
        String(format: "transmission %.2f, ", set.windowTransmission) + celsius(set.windowKelvin)
      ),
      (
        "Planck",
        String(
          format: "R1 %.3f, R2 %.9f, B %.1f, F %g, O %.0f", sensor.r1, sensor.r2, sensor.b,
          sensor.f, sensor.o)
      ),
    ]
  }

  private var pictures: [Fact] {
    guard let photo = shot.photo else { return [("photo", "none")] }
    let place = shot.placement.map { place in
      String(
        format: "photo %.4f times as wide as the thermal image (Real2IR), offsets %+d %+d",
        place.widthRatio, place.offsetX, place.offsetY)
    }
    return [("photo", "\(photo.size)"), ("geometry", place ?? "not said")]
  }
}
