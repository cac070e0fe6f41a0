// SPDX-License-Identifier: Apache-2.0

import Imaging

extension Rig {
  /// The rig for a scene at a distance: one without parallax, of the geometry H + t / d, with t
  /// added to the last column.
  ///
  /// The distance is in meters, from the second camera along its axis, above 0; nil: far away,
  /// which a rig without parallax always is.
  ///
  /// - Throws: ``RigError`` with `distance` where the rig has no parallax, or where at that
  ///   distance no two cameras see a scene so.
  public func placed(at distance: Double?) throws(RigError) -> Rig {
    var placed = self
    placed.parallax = nil
    guard let distance else { return placed }
    guard let parallax else {
      throw RigError(
        .distance,
        "the rig knows of no parallax: it is one geometry for all distances; daefuse align --far "
          + "makes one that knows")
    }
    placed.geometry = geometry.moved(by: parallax / distance)
    guard 1 + parallax.z / distance > 0, placed.geometry.shows(secondSize) else {
      throw RigError(
        .distance,
        "at \(distance) meters the rig shows nothing that two cameras see; the scene is "
          + "nearer than the rig can tell")
    }
    return placed
  }

  /// This rig of far things with the parallax that another one shows, which was found of the same
  /// cameras and a scene at a distance: t is the mean, over the second image, of what that many
  /// meters shift it by.
  ///
  /// - Parameters:
  ///   - near: A rig of the same images.
  ///   - distance: In meters, above 0.
  /// - Returns: The rig, whose origin tells what the parallax leaves: the root of the mean square,
  ///   in pixels of the first image.
  /// - Throws: ``RigError`` where the rigs are of images of other shapes.
  public func withParallax(of near: Rig, at distance: Double) throws(RigError) -> Rig {
    let near = try near.scaled(first: firstSize, second: secondSize)
    let points = (0..<64).map { index in
      let share = (SIMD2(Double(index % 8), Double(index / 8)) + 0.5) / 8
      return share * SIMD2(Double(secondSize.width), Double(secondSize.height)) - 0.5
    }
    let shift =
      points.reduce(SIMD2<Double>.zero) { sum, point in
        sum + (near.geometry(point) - geometry(point)) * geometry.depth(at: point)
      } * (distance / 64)
    var result = self
    result.parallax = SIMD3(shift, 0)
    let moved = geometry.moved(by: SIMD3(shift, 0) / distance)
    result.origin?.residual = moved.residual(
      at: points.map { PointMatch(first: near.geometry($0), second: $0) })
    return result
  }
}

extension Homography {
  /// With a vector added to the last column.
  fileprivate func moved(by vector: SIMD3<Double>) -> Homography {
    var elements = elements
    for row in 0..<3 { elements[3 * row + 2] += vector[row] }
    return Homography(elements)
  }
}
