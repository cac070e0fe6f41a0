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
  // No array: points are mapped one by one in loops over pixels.
  private let first: PackedVector
  private let second: PackedVector
  private let third: PackedVector

  /// Wraps a matrix, given rows first. Multiples of a matrix are one map.
  /// - Precondition: There are nine numbers.
  public init(_ elements: [Double]) {
    precondition(elements.count == 9, "Homography: \(elements.count) numbers given, 9 are wanted")
    let last = elements[8] == 0 ? 1 : elements[8]
    let rows = stride(from: 0, to: 9, by: 3).map { SIMD3(elements[$0..<$0 + 3]) / last }
    (first, second) = (PackedVector(rows[0]), PackedVector(rows[1]))
    third = PackedVector(rows[2])
  }

  private var top: SIMD3<Double> { first.unpacked }
  private var middle: SIMD3<Double> { second.unpacked }
  private var bottom: SIMD3<Double> { third.unpacked }

  /// The matrix, rows first: nine numbers. The last one is 1, unless the origin goes to infinity.
  public var elements: [Double] {
    [top, middle, bottom].flatMap { [$0.x, $0.y, $0.z] }
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
      [outer.top, outer.middle, outer.bottom].flatMap { row in
        let product = row.x * inner.top + row.y * inner.middle + row.z * inner.bottom
        return [product.x, product.y, product.z]
      })
  }

  /// Where a point goes. Not finite on the line that goes to infinity.
  public func callAsFunction(_ point: SIMD2<Double>) -> SIMD2<Double> {
    SIMD2(first.dot(point), second.dot(point)) / third.dot(point)
  }

  /// The third coordinate of a mapped point; of one sign over all points that a camera could see at
  /// once.
  public func depth(at point: SIMD2<Double>) -> Double { third.dot(point) }
}
