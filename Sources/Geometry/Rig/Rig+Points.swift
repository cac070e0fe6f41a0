// SPDX-License-Identifier: Apache-2.0

public import Imaging

extension Rig {
  /// The rig under which points that were found in both images by hand lie on each other.
  ///
  /// - Parameters:
  ///   - points: Two at least for a similarity, three for an affine map, four for a homography;
  ///     more are fitted by least squares.
  ///   - model: What the geometry may do.
  ///   - firstSize: The size of the first image, in pixels.
  ///   - secondSize: The size of the second image, in pixels.
  /// - Throws: ``RigError`` with `points` where they are too few, outside of the images or on one
  ///   line, or where no two cameras see a scene so.
  public init(
    _ points: [PointMatch], model: GeometryModel, firstSize: ImageSize, secondSize: ImageSize
  ) throws(RigError) {
    let least = model.unknownCount / 2
    guard points.count >= least else {
      throw RigError(
        .points,
        "\(points.count) points are given; \(least) at least are wanted for \(model.rawValue)")
    }
    for point in points {
      try require(point.first, within: firstSize, "first")
      try require(point.second, within: secondSize, "second")
    }
    guard let geometry = Homography(points, model: model) else {
      throw RigError(
        .points,
        "the points lie on one line or on each other; points all over the images are wanted")
    }
    guard geometry.shows(secondSize) else {
      throw RigError(
        .points,
        "under these points the second image is mirrored, stretched out of all proportion, or a "
          + "part of it goes to infinity; points "
          + "of the first image, then of the second, in one order are wanted")
    }
    self.init(
      firstSize: firstSize, secondSize: secondSize, geometry: geometry,
      origin: Origin(
        model: model, frames: 1, score: nil, residual: geometry.residual(at: points)))
  }
}

private func require(
  _ place: SIMD2<Double>, within size: ImageSize, _ name: String
) throws(RigError) {
  let end = SIMD2(Double(size.width), Double(size.height)) - 0.5
  guard all(place .>= -0.5), all(place .<= end) else {
    throw RigError(
      .points,
      "\(place.x),\(place.y) lies outside of the \(name) image of \(size); points inside are wanted"
    )
  }
}
