// SPDX-License-Identifier: Apache-2.0

import Flow
import Foundation
import Geometry
import Imaging

/// A slice of a head that is alike in no two directions, as two scanners would see it.
struct RenderedSlice {
  /// What a scanner shows of each tissue, 0...1.
  struct Contrast {
    let rim: Float
    let inner: Float
    let ribbon: Float
    let hollow: Float
    let spot: Float

    static let anatomy = Self(rim: 0.35, inner: 0.85, ribbon: 0.55, hollow: 0.15, spot: 0.7)
    static let uptake = Self(rim: 0.02, inner: 0.35, ribbon: 0.9, hollow: 0.1, spot: 0.2)
  }

  static let size = ImageSize(width: 256, height: 256)

  /// A slice, moved.
  ///
  /// - Parameters:
  ///   - contrast: What the scanner shows.
  ///   - moved: Where a head in the middle goes.
  ///   - blur: The standard deviation of what the scanner blurs, in pixels; 0: nothing.
  /// - Returns: Its brightness.
  static func make(
    _ contrast: Contrast, moved: Homography = .identity, blur: Double = 0
  ) -> Plane {
    let back = moved.inverse ?? .identity
    let values = (0..<size.pixelCount).map { pixel in
      let point = SIMD2(Double(pixel % size.width), Double(pixel / size.width))
      return tissue(contrast, (back(point) - size.center) / 128)
    }
    guard blur > 0 else { return Plane(size: size, values: values) }
    let blurred = GaussianBlur(sigma: blur)(values.map { SIMD2($0, 0) }, size)
    return Plane(size: size, values: blurred.map(\.x))
  }

  /// At a place in the head, which reaches from -0.8 to 0.8; edges are as soft as a pixel.
  private static func tissue(_ contrast: Contrast, _ at: SIMD2<Double>) -> Float {
    let angle = atan2(at.y, at.x)
    func share(_ middle: SIMD2<Double>, _ sides: SIMD2<Double>, folds: Double = 0) -> Float {
      let off = (at - middle) / sides
      let radius = (off * off).sum().squareRoot() + folds * (sin(11 * angle) + sin(17 * angle + 1))
      return Float(max(0, min(1, 0.5 - (radius - 1) * sides.min() * 128)))
    }
    var value: Float = 0
    func put(_ tissue: Float, _ share: Float) { value += share * (tissue - value) }
    put(contrast.rim, share(.zero, SIMD2(0.66, 0.8)))
    put(contrast.ribbon, share(.zero, SIMD2(0.6, 0.74)))
    put(contrast.inner, share(.zero, SIMD2(0.5, 0.63), folds: 0.06))
    put(contrast.hollow, share(SIMD2(-0.08, -0.1), SIMD2(0.07, 0.22)))
    put(contrast.hollow, share(SIMD2(0.1, -0.06), SIMD2(0.06, 0.17)))
    put(contrast.spot, share(SIMD2(0.25, 0.3), SIMD2(0.12, 0.09)))
    put(contrast.ribbon, share(SIMD2(-0.22, 0.28), SIMD2(0.1, 0.13)))
    return value
  }
}
