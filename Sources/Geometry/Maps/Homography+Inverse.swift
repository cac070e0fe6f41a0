// SPDX-License-Identifier: Apache-2.0

public import Imaging

extension Homography {
  /// The determinant of the matrix; its sign is that of the map where the origin stays finite.
  public var determinant: Double {
    let e = elements
    return e[0] * (e[4] * e[8] - e[5] * e[7]) - e[1] * (e[3] * e[8] - e[5] * e[6])
      + e[2] * (e[3] * e[7] - e[4] * e[6])
  }

  /// The way back, by the adjugate matrix; nil where there is none.
  public var inverse: Homography? {
    let (e, determinant) = (elements, determinant)
    guard determinant != 0, determinant.isFinite else { return nil }
    let adjugate = [
      e[4] * e[8] - e[5] * e[7], e[2] * e[7] - e[1] * e[8], e[1] * e[5] - e[2] * e[4],
      e[5] * e[6] - e[3] * e[8], e[0] * e[8] - e[2] * e[6], e[2] * e[3] - e[0] * e[5],
      e[3] * e[7] - e[4] * e[6], e[1] * e[6] - e[0] * e[7], e[0] * e[4] - e[1] * e[3],
    ]
    return Homography(adjugate.map { $0 / determinant })
  }

  /// How many times as large as before lengths are about a point: the square root of the area that
  /// a small area becomes; negative where the image is mirrored.
  public func scale(at point: SIMD2<Double>) -> Double {
    let depth = depth(at: point)
    // The Jacobian's determinant: det H over the cube of the third coordinate.
    let area = determinant / (depth * depth * depth)
    return area < 0 ? -(-area).squareRoot() : area.squareRoot()
  }

  /// How many times as much lengths grow along one direction about a point as along the one across
  /// it, at most; 1 where a circle stays one.
  package func stretch(at point: SIMD2<Double>) -> Double {
    let (right, down) = slopes(at: point)
    // The singular values of the Jacobian: their squares have this sum, and they this product.
    let sum = (right * right).sum() + (down * down).sum()
    let product = abs(right.x * down.y - right.y * down.x)
    let (wide, narrow) = (
      (sum + 2 * product).squareRoot(), max(sum - 2 * product, 0).squareRoot()
    )
    return wide > narrow ? (wide + narrow) / (wide - narrow) : .infinity
  }

  /// Whether an image of that size could be seen so by a camera: nothing of it goes to infinity,
  /// nowhere is it mirrored, neither side grows or shrinks more than ``mostGrowth`` times, and no
  /// direction or corner more than 16 times as much as another one.
  public func shows(_ size: ImageSize) -> Bool {
    let corners = size.corners
    let areHere = corners.allSatisfy { corner in
      let (depth, place) = (depth(at: corner), self(corner))
      let (right, down) = slopes(at: corner)
      let lengths = [right, down].map { ($0 * $0).sum().squareRoot() }
      return depth > 0 && scale(at: corner) > 0 && stretch(at: corner) <= Self.mostStretch
        && lengths.allSatisfy { (1 / Self.mostGrowth...Self.mostGrowth).contains($0) }
        && max(abs(place.x), abs(place.y)) < Self.farthest
    }
    let scales = corners.map(scale)
    guard areHere, let least = scales.min(), let most = scales.max() else { return false }
    return most <= Self.mostStretch * least
  }

  /// How many times as large or small another camera may show a thing, at most.
  public static let mostGrowth = 256.0

  /// How much more one direction, or one corner, may grow than another. Beyond it a pixel of the
  /// result would be made of a large part of the image.
  private static let mostStretch = 16.0

  /// How many pixels from the first one a picture may lie, at most.
  private static let farthest = 1e9

  /// Where one pixel to the right of a point and one below it lead, from where the point goes.
  private func slopes(at point: SIMD2<Double>) -> (right: SIMD2<Double>, down: SIMD2<Double>) {
    let (e, place, depth) = (elements, self(point), depth(at: point))
    return (
      SIMD2(e[0] - place.x * e[6], e[3] - place.y * e[6]) / depth,
      SIMD2(e[1] - place.x * e[7], e[4] - place.y * e[7]) / depth
    )
  }
}

extension ImageSize {
  /// The centers of the four corner pixels, row by row.
  package var corners: [SIMD2<Double>] {
    let (right, bottom) = (Double(width - 1), Double(height - 1))
    return [SIMD2(0, 0), SIMD2(right, 0), SIMD2(0, bottom), SIMD2(right, bottom)]
  }

  /// The middle of the picture.
  package var center: SIMD2<Double> { SIMD2(Double(width - 1) / 2, Double(height - 1) / 2) }
}
