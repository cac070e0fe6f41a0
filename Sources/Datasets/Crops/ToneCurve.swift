// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The gray levels that another exposure and gamma would have given: `x -> exposure x^gamma`, x in
/// 0...1.
struct ToneCurve {
  /// What each of 256 levels becomes, in 0...1.
  private let values: [Float]

  /// A random one: gamma from `exp(-variation)` to `exp(variation)`, exposure down to
  /// `exp(-variation / 2)`, so that nothing is clipped. With a variation of 0 levels stay as they
  /// are.
  init(variation: Double, using generator: inout SplitMix64) {
    let gamma = exp(Double.random(in: -1...1, using: &generator) * variation)
    let exposure = exp(Double.random(in: -0.5...0, using: &generator) * variation)
    values = (0...255).map { level in
      variation == 0 ? Float(level) / 255 : Float(exposure * pow(Double(level) / 255, gamma))
    }
  }

  subscript(_ level: UInt8) -> Float { values[Int(level)] }
}
