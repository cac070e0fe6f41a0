// SPDX-License-Identifier: Apache-2.0

/// Why a FLIR file's values do not become temperatures.
struct NoCalibration: Error {
  /// One line without the file's path, which names the number and its value where there is one.
  let warning: String

  /// The file does not say how.
  static let unsaid = Self(
    warning: "says not how its values become temperatures; they are relative")

  /// A number makes no sense.
  static func odd(_ name: String, _ value: String, wanted: String) -> Self {
    Self(warning: "its \(name) is \(value), and \(wanted) is wanted; its values are relative")
  }

  private init(warning: String) { self.warning = warning }

  /// All numbers make sense, and yet no temperatures.
  init(_ calibration: ThermalCalibration, makes found: String, of values: [UInt16]) {
    let (sensor, set) = (calibration.sensor, calibration.conditions)
    let numbers = [
      ("R1", sensor.r1), ("R2", sensor.r2), ("B", sensor.b), ("F", sensor.f), ("O", sensor.o),
      ("emissivity", set.emissivity), ("distance", set.distance),
    ]
    let list = numbers.map { "\($0) \(Float($1))" }.joined(separator: ", ")
    warning =
      "its numbers (\(list)) make \(found) of its values, \(values.min() ?? 0) to"
      + " \(values.max() ?? 0); they are relative"
  }
}

extension ThermalCalibration {
  /// The same where it makes temperatures of an image's values; else why it does not.
  func checked(with values: [UInt16]) -> Result<Self, NoCalibration> {
    let celsius = celsius(values).filter(\.isFinite)
    guard let low = celsius.min(), let high = celsius.max() else {
      return .failure(NoCalibration(self, makes: "no temperature", of: values))
    }
    let sense = SensibleRange.celsius
    guard sense.values.contains(Double(low)), sense.values.contains(Double(high)) else {
      return .failure(NoCalibration(self, makes: "\(low) to \(high) °C", of: values))
    }
    return .success(self)
  }
}
