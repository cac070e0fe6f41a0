// SPDX-License-Identifier: Apache-2.0

/// What the numbers of a thermal image count.
public enum TemperatureUnit: Sendable, Hashable {
  /// Degrees Celsius.
  case celsius
  /// Kelvin.
  case kelvin
  /// Hundredths of a kelvin, as most thermal cameras store 16 bits.
  case centikelvin

  /// Absolute zero in degrees Celsius.
  public static let absoluteZero: Float = -273.15

  /// The unit that values of that range are of: hundredths of a kelvin within 80 degrees of
  /// freezing, floats of 200 to 400 kelvin. Nil where the values say nothing: 5 to 35 may be
  /// anything.
  init?(_ range: BrightnessRange, isFloat: Bool) {
    if range.low >= 27315 - 8000, range.high <= 27315 + 8000 {
      self = .centikelvin
    } else if isFloat, range.low >= 200, range.high <= 400 {
      self = .kelvin
    } else {
      return nil
    }
  }

  /// A value of the unit in degrees Celsius.
  public func celsius(_ value: Float) -> Float {
    switch self {
    case .celsius: value
    case .kelvin: value + Self.absoluteZero
    case .centikelvin: value / 100 + Self.absoluteZero
    }
  }
}
