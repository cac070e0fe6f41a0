// SPDX-License-Identifier: Apache-2.0

import Imaging

/// How a lens bends straight lines (Brown, Decentering distortion of lenses, Photogrammetric
/// Engineering 32, 1966; the model and the names of OpenCV's `calibrateCamera`).
///
/// Of a place (x, y) on the image of a lens without faults, x = (u - cx) / fx and y alike, and
/// r^2 = x^2 + y^2, this lens shows
///
///     x' = x (1 + k1 r^2 + k2 r^4 + k3 r^6) + 2 p1 x y + p2 (r^2 + 2 x^2)
///     y' = y (1 + k1 r^2 + k2 r^4 + k3 r^6) + p1 (r^2 + 2 y^2) + 2 p2 x y
///
/// at u' = fx x' + cx. Places are in pixels, the center of the first one at (0, 0).
public struct Lens: Sendable, Equatable {
  /// The focal length in pixels, across and down.
  public var focalLength: SIMD2<Double>
  /// Where the axis meets the image, in pixels.
  public var center: SIMD2<Double>
  /// k1, k2 and k3.
  public var radial: SIMD3<Double> {
    get { packedRadial.unpacked }
    set { packedRadial = PackedVector(newValue) }
  }
  /// p1 and p2.
  public var tangential: SIMD2<Double>
  private var packedRadial: PackedVector

  /// Joins the numbers that a calibration gives.
  public init(
    focalLength: SIMD2<Double>, center: SIMD2<Double>, radial: SIMD3<Double>,
    tangential: SIMD2<Double> = .zero
  ) {
    (self.focalLength, self.center) = (focalLength, center)
    (packedRadial, self.tangential) = (PackedVector(radial), tangential)
  }

  /// Where this lens shows what a lens without faults shows at a place; nil beyond the angle from
  /// which on the formula turns back.
  public func bent(_ place: SIMD2<Double>) -> SIMD2<Double>? {
    let point = (place - center) / focalLength
    let square = (point * point).sum()
    guard slope(square) > 0 else { return nil }
    return distorted(point) * focalLength + center
  }

  /// Where a lens without faults shows what this one shows at a place, by Newton's method; nil
  /// where there is no such place.
  public func straightened(_ place: SIMD2<Double>) -> SIMD2<Double>? {
    let wanted = (place - center) / focalLength
    var point = wanted
    for _ in 0..<20 {
      let miss = distorted(point) - wanted
      if max(abs(miss.x), abs(miss.y)) < 1e-12 { break }
      let (right, down) = derivatives(point)
      let determinant = right.x * down.y - right.y * down.x
      point -=
        SIMD2(miss.x * down.y - miss.y * down.x, right.x * miss.y - right.y * miss.x)
        / determinant
    }
    let miss = distorted(point) - wanted
    guard max(abs(miss.x), abs(miss.y)) < 1e-9, slope((point * point).sum()) > 0 else { return nil }
    return point * focalLength + center
  }

  /// The same lens before an image that was resampled to another size.
  func scaled(from: ImageSize, to: ImageSize) -> Lens {
    let share = SIMD2(
      Double(to.width) / Double(from.width), Double(to.height) / Double(from.height))
    var lens = self
    lens.focalLength *= share
    lens.center = (center + 0.5) * share - 0.5
    return lens
  }

  /// Whether it shows each pixel of an image once: places all over it can be straightened, and bent
  /// again.
  func shows(_ size: ImageSize) -> Bool {
    let steps = 8
    return (0...steps).allSatisfy { row in
      (0...steps).allSatisfy { column in
        let share = SIMD2(Double(column), Double(row)) / Double(steps)
        let place = share * SIMD2(Double(size.width - 1), Double(size.height - 1))
        guard let back = straightened(place).flatMap(bent) else { return false }
        return max(abs(back.x - place.x), abs(back.y - place.y)) < 1e-3
      }
    }
  }

  /// A point of an image of focal length 1.
  private func distorted(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let square = (point * point).sum()
    let product = 2 * point.x * point.y
    return point * factor(square)
      + SIMD2(
        tangential.x * product + tangential.y * (square + 2 * point.x * point.x),
        tangential.x * (square + 2 * point.y * point.y) + tangential.y * product)
  }

  private func factor(_ square: Double) -> Double {
    1 + square * (radial.x + square * (radial.y + square * radial.z))
  }

  /// How fast the distance from the axis grows with the one without faults.
  private func slope(_ square: Double) -> Double {
    1 + square * (3 * radial.x + square * (5 * radial.y + square * 7 * radial.z))
  }

  /// Of ``distorted(_:)``, to the right and down.
  private func derivatives(_ point: SIMD2<Double>) -> (SIMD2<Double>, SIMD2<Double>) {
    let square = (point * point).sum()
    let bend = 2 * (radial.x + square * (2 * radial.y + square * 3 * radial.z))
    let (x, y, factor) = (point.x, point.y, factor(square))
    let mixed = x * y * bend + 2 * (tangential.x * x + tangential.y * y)
    return (
      SIMD2(factor + x * x * bend + 2 * tangential.x * y + 6 * tangential.y * x, mixed),
      SIMD2(mixed, factor + y * y * bend + 6 * tangential.x * y + 2 * tangential.y * x)
    )
  }
}
