// SPDX-License-Identifier: Apache-2.0

/// The camera's record in an FFF file.
///
/// Places: ExifTool's `lib/Image/ExifTool/FLIR.pm`, table `CameraInfo`.
struct FLIRCamera {
  /// "FLIR E40"; nil where the file does not say.
  let model: String?
  /// How values become temperatures; nil where numbers are missing or make no sense.
  let calibration: ThermalCalibration?

  init(_ fields: Fields) {
    model = fields.text(0xD4, count: 32)
    guard let sensor = Self.sensor(fields), let conditions = Self.conditions(fields) else {
      calibration = nil
      return
    }
    calibration = ThermalCalibration(
      sensor: sensor, conditions: conditions, atmosphere: Self.atmosphere(fields))
  }

  private static func sensor(_ fields: Fields) -> PlanckCurve? {
    guard let r1 = fields.float(0x58), let b = fields.float(0x5C), let f = fields.float(0x60),
      let o = fields.int32(0x308), let r2 = fields.float(0x30C)
    else { return nil }
    return PlanckCurve(r1: r1, r2: r2, b: b, f: f, o: Double(o))
  }

  private static func conditions(_ fields: Fields) -> MeasuringConditions? {
    guard let emissivity = fields.float(0x20), let distance = fields.float(0x24),
      let reflected = fields.float(0x28), let air = fields.float(0x2C),
      let window = fields.float(0x30), let transmission = fields.float(0x34),
      let humidity = fields.float(0x3C)
    else { return nil }
    return MeasuringConditions(
      emissivity: emissivity, distance: distance, reflectedKelvin: reflected, airKelvin: air,
      // Some files have it in percent.
      humidity: humidity > 2 ? humidity / 100 : humidity, windowKelvin: window,
      windowTransmission: transmission)
  }

  private static func atmosphere(_ fields: Fields) -> Atmosphere {
    let numbers = [0x70, 0x74, 0x78, 0x7C, 0x80].compactMap(fields.float)
    guard numbers.count == 5, numbers[4] != 0 else { return .standard }
    return Atmosphere(
      alpha1: numbers[0], alpha2: numbers[1], beta1: numbers[2], beta2: numbers[3], x: numbers[4])
  }
}
