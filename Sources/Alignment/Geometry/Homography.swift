// SPDX-License-Identifier: Apache-2.0

private import Foundation
public import Imaging

/// A map of the plane onto itself that keeps lines straight: where the pixels of one image lie in
/// another.
///
/// A 3x3 matrix H maps the point (x, y) to (u / w, v / w) with (u, v, w) = H (x, y, 1) (Hartley and
/// Zisserman, Multiple View Geometry, 2004, section 2.3). Points are in pixels, the center of the
/// first pixel at (0, 0).
public struct Homography: Sendable, Equatable {
  /// The matrix, rows first: nine numbers. The last one is 1, unless the origin goes to infinity.
  public let elements: [Double]

  /// Wraps a matrix, given rows first. Multiples of a matrix are one map.
  /// - Precondition: There are nine numbers.
  public init(_ elements: [Double]) {
    precondition(elements.count == 9, "Homography: \(elements.count) numbers given, 9 are wanted")
    let last = elements[8]
    self.elements = last == 0 || last == 1 ? elements : elements.map { $0 / last }
  }

  /// The map that leaves all where it is.
  public static let identity = Homography([1, 0, 0, 0, 1, 0, 0, 0, 1])

  /// Shifts by pixels to the right and down.
  public static func translation(x: Double, y: Double) -> Homography {
    Homography([1, 0, x, 0, 1, y, 0, 0, 1])
  }

  /// Where the pixels of an image lie after it was resampled to another size, corner onto corner:
  /// x' = (x + 1/2) s - 1/2.
  public static func resizing(from: ImageSize, to: ImageSize) -> Homography {
    let x = Double(to.width) / Double(from.width)
    let y = Double(to.height) / Double(from.height)
    return Homography([x, 0, (x - 1) / 2, 0, y, (y - 1) / 2, 0, 0, 1])
  }

  /// A similarity: scaled, then turned by `angle` in radians (from x to y), then shifted.
  public static func similarity(
    scale: Double, angle: Double, x: Double, y: Double
  ) -> Homography {
    let (a, b) = (scale * cos(angle), scale * sin(angle))
    return Homography([a, -b, x, b, a, y, 0, 0, 1])
  }

  /// First the right one, then the left one.
  public static func * (outer: Homography, inner: Homography) -> Homography {
    Homography(
      (0..<9).map { place in
        let (row, column) = (place / 3, place % 3)
        return (0..<3).reduce(0) {
          $0 + outer.elements[3 * row + $1] * inner.elements[3 * $1 + column]
        }
      })
  }

  /// Where a point goes. Not finite on the line that goes to infinity.
  public func callAsFunction(_ point: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(row(0, at: point), row(1, at: point)) / depth(at: point)
  }

  /// The third coordinate of a mapped point; of one sign over all points that a camera could see at
  /// once.
  public func depth(at point: SIMD2<Double>) -> Double { row(2, at: point) }

  private func row(_ row: Int, at point: SIMD2<Double>) -> Double {
    elements[3 * row] * point.x + elements[3 * row + 1] * point.y + elements[3 * row + 2]
  }
}
