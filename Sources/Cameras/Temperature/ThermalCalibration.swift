// SPDX-License-Identifier: Apache-2.0

/// How a sensor's values become temperatures of bodies.
///
/// What reaches the sensor is a mixture. With e the emissivity, w what a window lets through and t
/// what each half of the air does, the window in the middle (Thermimage's `raw2temp`):
///
///     value = e t w t body + (1 - e) t w t reflected
///       + (1 - t) w t air + (1 - w) t window + (1 - t) air
///
/// each as the signal of a black body of its temperature. Solved for the body.
public struct ThermalCalibration: Sendable, Hashable {
  /// How the signal grows with temperature.
  public let sensor: PlanckCurve
  /// What was set at the camera.
  public let conditions: MeasuringConditions
  /// What the air does.
  public let atmosphere: Atmosphere

  /// Puts them together.
  public init(
    sensor: PlanckCurve, conditions: MeasuringConditions, atmosphere: Atmosphere = .standard
  ) {
    (self.sensor, self.conditions, self.atmosphere) = (sensor, conditions, atmosphere)
  }

  /// The temperatures of bodies in degrees Celsius, one for each value; not-a-number where there is
  /// none.
  public func celsius(_ values: [UInt16]) -> [Float] {
    let half = atmosphere.transmission(over: conditions)
    let (window, emissivity) = (conditions.windowTransmission, conditions.emissivity)
    let air = (1 - half) * (window * half + 1)
    let rest =
      (1 - emissivity) * half * window * half * sensor.signal(kelvin: conditions.reflectedKelvin)
      + air * sensor.signal(kelvin: conditions.airKelvin)
      + (1 - window) * half * sensor.signal(kelvin: conditions.windowKelvin)
    let share = emissivity * half * window * half
    return values.map { Float(sensor.kelvin(signal: (Double($0) - rest) / share) - 273.15) }
  }
}
