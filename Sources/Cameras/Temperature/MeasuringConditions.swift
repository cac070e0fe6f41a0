// SPDX-License-Identifier: Apache-2.0

/// What was between a body and the camera, as its user set it.
public struct MeasuringConditions: Sendable, Hashable {
  /// The share of a black body's radiation that the body gives, above 0 to 1; the rest it reflects.
  public var emissivity: Double
  /// How far the body was, in meters.
  public var distance: Double
  /// The temperature of what the body reflects, in kelvin.
  public var reflectedKelvin: Double
  /// The temperature of the air, in kelvin.
  public var airKelvin: Double
  /// The air's relative humidity, 0...1.
  public var humidity: Double
  /// The temperature of a window before the camera, in kelvin.
  public var windowKelvin: Double
  /// The share that such a window lets through, above 0 to 1; 1 without one.
  public var windowTransmission: Double

  /// Names them; nil where one lies outside what is said of it.
  public init?(
    emissivity: Double, distance: Double, reflectedKelvin: Double, airKelvin: Double,
    humidity: Double, windowKelvin: Double, windowTransmission: Double
  ) {
    let shares = [emissivity, windowTransmission]
    let kelvins = [reflectedKelvin, airKelvin, windowKelvin]
    guard shares.allSatisfy(SensibleRange.share.values.contains),
      SensibleRange.distance.values.contains(distance),
      SensibleRange.humidity.values.contains(humidity),
      kelvins.allSatisfy(SensibleRange.kelvin.values.contains)
    else { return nil }
    (self.emissivity, self.distance, self.humidity) = (emissivity, distance, humidity)
    (self.reflectedKelvin, self.airKelvin) = (reflectedKelvin, airKelvin)
    (self.windowKelvin, self.windowTransmission) = (windowKelvin, windowTransmission)
  }
}
