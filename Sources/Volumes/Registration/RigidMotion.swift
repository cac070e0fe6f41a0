// SPDX-License-Identifier: Apache-2.0

/// A turn about a center and then a shift.
struct RigidMotion: Equatable {
  /// The axis of the turn, as long as its angle in radians.
  var turn = SIMD3<Double>()
  /// In millimeters.
  var shift = SIMD3<Double>()
  /// What the turn leaves where it is.
  let center: SIMD3<Double>

  init(about center: SIMD3<Double>) { self.center = center }

  /// The matrix of the turn (Rodrigues 1840); its origin is zero.
  var rotation: AffineTransform3D {
    let theta = length(turn)
    let (a, b) = theta > 1e-8 ? (sine(theta) / theta, Self.versed(theta)) : (1, 0.5)
    func column(_ unit: SIMD3<Double>) -> SIMD3<Double> {
      let once = cross(turn, unit)
      return unit + a * once + b * cross(turn, once)
    }
    let unit = AffineTransform3D.identity
    return AffineTransform3D(
      i: column(unit.i), j: column(unit.j), k: column(unit.k), origin: .zero)
  }

  /// The motion as a map of points.
  var map: AffineTransform3D {
    var map = rotation
    map.origin = center + shift - map.linear(center)
    return map
  }

  /// By how much a value changes with ``turn``, of how it changes with a further small turn of what
  /// is turned already: the transposed left Jacobian of the rotations.
  func alongTurn(_ further: SIMD3<Double>) -> SIMD3<Double> {
    let theta = length(turn)
    let (a, b) =
      theta > 1e-4
      ? (Self.versed(theta), (1 - sine(theta) / theta) / (theta * theta)) : (0.5, 1.0 / 6)
    let once = cross(turn, further)
    return further - a * once + b * cross(turn, once)
  }

  /// (1 - cos theta) / theta^2, without the difference of near numbers.
  private static func versed(_ theta: Double) -> Double {
    let half = sine(theta / 2) / theta
    return 2 * half * half
  }
}
