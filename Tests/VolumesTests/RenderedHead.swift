// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Volumes

/// A head of ellipsoids that is alike in no two directions, as two scanners would see it.
enum RenderedHead {
  /// What a scanner shows of each tissue.
  struct Contrast {
    let head: Float
    let rim: Float
    let right: Float
    let left: Float
    let front: Float

    static let first = Self(head: 100, rim: 30, right: 170, left: 60, front: 140)
    static let second = Self(head: 40, rim: 200, right: 90, left: 150, front: 10)
  }

  /// Where it shows something at the patient's right.
  static let right = SIMD3(38.0, 12, 24)
  private static let left = SIMD3(-30.0, -38, -12)
  private static let front = SIMD3(-8.0, 58, -20)

  /// About the patient's origin, 180 mm long, moved by a map.
  static func make(
    _ contrast: Contrast, _ counts: SIMD3<Int> = SIMD3(44, 54, 46),
    spacing: SIMD3<Double> = SIMD3(4, 4, 4), mirrored: Bool = false,
    moved: AffineTransform3D = .identity
  ) throws -> Volume {
    let back = try #require(moved.inverse)
    return try RenderedVolume.make(counts, spacing: spacing, mirrored: mirrored) {
      value(contrast, back($0))
    }
  }

  private static func value(_ contrast: Contrast, _ at: SIMD3<Double>) -> Float {
    // Edges are as soft as a voxel is wide.
    func share(_ middle: SIMD3<Double>, _ sides: SIMD3<Double>) -> Float {
      let off = (at - middle) / sides
      let edge = ((off * off).sum().squareRoot() - 1) * sides.min() / 4
      return Float(max(0, min(1, 0.5 - edge)))
    }
    var value: Float = 0
    func put(_ tissue: Float, _ share: Float) { value += share * (tissue - value) }
    put(contrast.rim, share(.zero, SIMD3(72, 88, 76)))
    put(contrast.head, share(.zero, SIMD3(64, 80, 68)))
    put(contrast.right, share(right, SIMD3(16, 14, 18)))
    put(contrast.left, share(left, SIMD3(20, 24, 14)))
    put(contrast.front, share(front, SIMD3(12, 14, 10)))
    return value
  }
}

extension AffineTransform3D {
  /// A turn about the third axis, then about the first one, in degrees, and a shift.
  static func motion(
    third: Double, first: Double, shift: SIMD3<Double>, about center: SIMD3<Double> = .zero
  ) -> Self {
    let (z, x) = (third * .pi / 180, first * .pi / 180)
    let (c, s, d, t) = (cos(z), sin(z), cos(x), sin(x))
    var map = Self(
      i: SIMD3(c, d * s, t * s), j: SIMD3(-s, d * c, t * c), k: SIMD3(0, -t, d), origin: .zero)
    map.origin = center + shift - map.linear(center)
    return map
  }

  /// The mean distance at the corners of a cube of 120 mm.
  func distance(to other: Self, about middle: SIMD3<Double> = .zero) -> Double {
    (0..<8).reduce(0) { sum, corner in
      let signs = (0..<3).map { corner >> $0 & 1 == 0 ? -60.0 : 60 }
      let point = middle + SIMD3(signs[0], signs[1], signs[2])
      let off = self(point) - other(point)
      return sum + (off * off).sum().squareRoot() / 8
    }
  }
}
