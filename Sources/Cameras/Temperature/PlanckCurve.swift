// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How a sensor's signal grows with the temperature of a black body before it, by five numbers that
/// its maker found at the factory:
///
///     signal = R1 / (R2 (exp(B / T) - F)) - O,  T = B / ln(R1 / (R2 (signal + O)) + F)
///
/// with T in kelvin: Planck's law for a narrow band. Published in ExifTool's forum (topic 4898,
/// message 23972), with FLIR's names of the numbers, and in R's Thermimage (`raw2temp`).
public struct PlanckCurve: Sendable, Hashable {
  /// The curve's numbers, as above.
  public let r1, r2, b, f, o: Double

  /// Names the numbers; nil where they make no curve: R1, R2 and B are above 0, and all finite.
  public init?(r1: Double, r2: Double, b: Double, f: Double, o: Double) {
    guard [r1, r2, b].allSatisfy({ $0 > 0 }), [r1, r2, b, f, o].allSatisfy(\.isFinite) else {
      return nil
    }
    (self.r1, self.r2, self.b, self.f, self.o) = (r1, r2, b, f, o)
  }

  /// The signal of a black body of a temperature in kelvin.
  public func signal(kelvin: Double) -> Double { r1 / (r2 * (exp(b / kelvin) - f)) - o }

  /// The temperature in kelvin of a black body that gives a signal; not-a-number where none does.
  public func kelvin(signal: Double) -> Double {
    let above = signal + o
    guard above > 0 else { return .nan }
    let kelvin = b / log(r1 / (r2 * above) + f)
    return kelvin > 0 && kelvin.isFinite ? kelvin : .nan
  }
}
