// SPDX-License-Identifier: Apache-2.0

/// In which degrees temperatures are told.
public enum TemperatureScale: String, Sendable, Hashable, CaseIterable {
  /// Degrees Celsius.
  case celsius
  /// Degrees Fahrenheit.
  case fahrenheit

  /// What stands behind a number: " °C".
  var symbol: String { self == .celsius ? " °C" : " °F" }

  /// Degrees Celsius in degrees of the scale.
  func degrees(_ celsius: Float) -> Float { self == .celsius ? celsius : celsius * 1.8 + 32 }
}
