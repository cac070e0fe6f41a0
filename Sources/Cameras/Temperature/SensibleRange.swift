// SPDX-License-Identifier: Apache-2.0

/// Which values of a number make sense, and how that is said.
struct SensibleRange: Sendable {
  /// The values; not-a-number is none of them.
  let values: ClosedRange<Double>
  /// "0 to 100000 m".
  let text: String

  /// A share of radiation.
  static let share = Self(values: .leastNonzeroMagnitude...1, text: "above 0 to 1")
  /// From a body to the camera, in meters.
  static let distance = Self(values: 0...100_000, text: "0 to 100000 m")
  /// A temperature of what is near the camera, in kelvin.
  static let kelvin = Self(values: 50...5000, text: "50 to 5000 K")
  /// Relative humidity.
  static let humidity = Self(values: 0...1, text: "0 to 1, or 0 to 100 percent,")
  /// A body's temperature, in degrees Celsius.
  static let celsius = Self(values: -273.15...5000, text: "-273.15 to 5000 °C")
}
