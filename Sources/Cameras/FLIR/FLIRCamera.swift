// SPDX-License-Identifier: Apache-2.0

/// The camera's record in an FFF file.
///
/// Places: ExifTool's `lib/Image/ExifTool/FLIR.pm`, table `CameraInfo`.
struct FLIRCamera {
  /// "FLIR E40"; nil where the file does not say.
  let model: String?
  /// How values become temperatures, or which number is missing or makes no sense.
  let calibration: Result<ThermalCalibration, NoCalibration>

  init(_ fields: Fields) {
    model = fields.text(0xD4, count: 32)
    calibration = Result { () throws(NoCalibration) in
      ThermalCalibration(
        sensor: try Self.sensor(fields), conditions: try Self.conditions(fields),
        atmosphere: Self.atmosphere(fields))
    }
  }

  private static func sensor(_ fields: Fields) throws(NoCalibration) -> PlanckCurve {
    let r1 = try fields.number("Planck constant R1", 0x58, in: .r1)
    let b = try fields.number("Planck constant B", 0x5C, in: .b)
    let f = try fields.number("Planck constant F", 0x60, in: .f)
    guard let o = fields.int32(0x308) else { throw .unsaid }
    guard SensibleRange.o.values.contains(Double(o)) else {
      throw .odd("Planck constant O", "\(o)", wanted: SensibleRange.o.text)
    }
    let r2 = try fields.number("Planck constant R2", 0x30C, in: .r2)
    guard let curve = PlanckCurve(r1: r1, r2: r2, b: b, f: f, o: Double(o)) else { throw .unsaid }
    return curve
  }

  private static func conditions(_ fields: Fields) throws(NoCalibration) -> MeasuringConditions {
    let conditions = MeasuringConditions(
      emissivity: try fields.number("emissivity", 0x20, in: .share),
      distance: try fields.number("distance", 0x24, in: .distance),
      reflectedKelvin: try fields.number("reflected temperature", 0x28, in: .kelvin),
      airKelvin: try fields.number("temperature of the air", 0x2C, in: .kelvin),
      // Some files have it in percent.
      humidity: try fields.number("humidity", 0x3C, in: .humidity) { $0 > 2 ? $0 / 100 : $0 },
      windowKelvin: try fields.number("temperature of the window", 0x30, in: .kelvin),
      windowTransmission: try fields.number("transmission of the window", 0x34, in: .share))
    guard let conditions else { throw .unsaid }
    return conditions
  }

  private static func atmosphere(_ fields: Fields) -> Atmosphere {
    let numbers = [0x70, 0x74, 0x78, 0x7C, 0x80].compactMap(fields.float)
    guard numbers.count == 5, numbers[4] != 0 else { return .standard }
    return Atmosphere(
      alpha1: numbers[0], alpha2: numbers[1], beta1: numbers[2], beta2: numbers[3], x: numbers[4])
  }
}

extension SensibleRange {
  // Far wider than those of any camera: R1 up to some 400000, B of 1400 to 4000, O above -20000.
  fileprivate static let r1 = Self(values: .leastNonzeroMagnitude...1e9, text: "above 0 to 1e9")
  fileprivate static let r2 = Self(values: .leastNonzeroMagnitude...1e6, text: "above 0 to 1e6")
  fileprivate static let b = Self(values: .leastNonzeroMagnitude...1e5, text: "above 0 to 1e5")
  fileprivate static let f = Self(values: -1e6...1e6, text: "-1e6 to 1e6")
  fileprivate static let o = Self(values: -1e5...1e5, text: "-1e5 to 1e5")
}

extension Fields {
  /// The number at a place as `convert` makes it of the stored one.
  ///
  /// - Throws: ``NoCalibration`` where the record ends before, and where it makes no sense.
  fileprivate func number(
    _ name: String, _ place: Int, in sense: SensibleRange,
    convert: (Double) -> Double = { $0 }
  ) throws(NoCalibration) -> Double {
    guard let stored = storedFloat(place) else { throw .unsaid }
    let value = convert(Double(stored))
    guard sense.values.contains(value) else {
      throw .odd(name, "\(stored)", wanted: sense.text)
    }
    return value
  }
}
