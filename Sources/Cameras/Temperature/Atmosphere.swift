// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How much of a body's radiation air lets through: Minkina and Dudzik, "Infrared Thermography:
/// Errors and Uncertainties" (2009), as R's Thermimage (`raw2temp`) applies it.
public struct Atmosphere: Sendable, Hashable {
  /// The numbers of the two decays, and how they are mixed.
  public let alpha1, alpha2, beta1, beta2, x: Double

  /// Names the numbers.
  public init(alpha1: Double, alpha2: Double, beta1: Double, beta2: Double, x: Double) {
    (self.alpha1, self.alpha2, self.beta1, self.beta2) = (alpha1, alpha2, beta1, beta2)
    self.x = x
  }

  /// The numbers that FLIR's cameras have.
  public static let standard = Atmosphere(
    alpha1: 0.006569, alpha2: 0.01262, beta1: -0.002276, beta2: -0.00667, x: 1.9)

  /// The share that passes half of the way to the body, 0...1.
  func transmission(over conditions: MeasuringConditions) -> Double {
    let celsius = conditions.airKelvin - 273.15
    // Water vapor, by the polynomial of the book.
    let exponent =
      1.5587 + celsius * (0.06939 + celsius * (-0.00027816 + celsius * 0.00000068455))
    let water = (conditions.humidity * exp(exponent)).squareRoot()
    let way = -(conditions.distance / 2).squareRoot()
    return x * exp(way * (alpha1 + beta1 * water)) + (1 - x) * exp(way * (alpha2 + beta2 * water))
  }
}
