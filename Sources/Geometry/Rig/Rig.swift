// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// How two cameras that are fixed to each other see one scene: where the pixels of the second image
/// lie in the first one. It is kept in a file, see ``init(contentsOf:)``.
public struct Rig: Sendable, Equatable {
  /// The size of the first images, in pixels.
  public var firstSize: ImageSize
  /// The size of the second images, in pixels.
  public var secondSize: ImageSize
  /// From pixels of the second image to those of the first, of things that are far away where there
  /// is a ``parallax``; both images without their lenses' faults where there are lenses.
  public var geometry: Homography
  /// How much things that are near lie elsewhere: t of H(d) = H + t / d at d meters from the second
  /// camera, which is added to the last column of the matrix whose last number is 1; in pixels of
  /// the first image times meters. Nil: one geometry for all distances.
  public var parallax: SIMD3<Double>? {
    get { packedParallax?.unpacked }
    set { packedParallax = newValue.map(PackedVector.init) }
  }
  /// How the first camera's lens bends lines; nil: not at all.
  public var firstLens: Lens?
  /// How the second camera's lens bends lines; nil: not at all.
  public var secondLens: Lens?
  /// How it was found; nil: nobody says.
  public var origin: Origin?
  private var packedParallax: PackedVector?

  /// How a geometry was found.
  public struct Origin: Sendable, Equatable, Codable {
    /// What the geometry was allowed to do.
    public var model: GeometryModel
    /// The number of pairs that it was found from.
    public var frames: Int
    /// How well the images agree, the mean over the pairs: 1 for two equal ones, 0 for two that
    /// have nothing to do with each other; nil: points were given by hand.
    public var score: Double?
    /// What is left between both after the last step, in pixels of the first image.
    public var residual: Double

    /// Joins the facts.
    public init(model: GeometryModel, frames: Int, score: Double?, residual: Double) {
      (self.model, self.frames) = (model, frames)
      (self.score, self.residual) = (score, residual)
    }
  }

  /// Joins a geometry with the sizes that it is of.
  public init(
    firstSize: ImageSize, secondSize: ImageSize, geometry: Homography, origin: Origin? = nil
  ) {
    (self.firstSize, self.secondSize) = (firstSize, secondSize)
    (self.geometry, self.origin) = (geometry, origin)
  }

  /// The same rig for images of other sizes, as from a camera that was set to another resolution.
  ///
  /// - Throws: ``RigError`` with `size` where width and height of an image did not grow
  ///   alike, as of another cut or another camera: nothing says which part such an image shows.
  public func scaled(first: ImageSize, second: ImageSize) throws(RigError) -> Rig {
    try requireScaling("first", from: firstSize, to: first)
    try requireScaling("second", from: secondSize, to: second)
    var scaled = self
    (scaled.firstSize, scaled.secondSize) = (first, second)
    scaled.geometry =
      .resizing(from: firstSize, to: first) * geometry * .resizing(from: second, to: secondSize)
    scaled.firstLens = firstLens?.scaled(from: firstSize, to: first)
    scaled.secondLens = secondLens?.scaled(from: secondSize, to: second)
    scaled.parallax = parallax.map { scaledParallax($0, first: first, second: second) }
    guard scaled.geometry.shows(second) else {
      throw RigError(
        .size,
        "for images of \(first) and \(second) the rig of \(firstSize) and \(secondSize) means "
          + "nothing; images nearer to its own sizes are wanted")
    }
    scaled.origin?.residual *= Double(first.width) / Double(firstSize.width)
    return scaled
  }

  /// The parallax of the matrix for other sizes, whose last number is made 1 again.
  private func scaledParallax(
    _ parallax: SIMD3<Double>, first: ImageSize, second: ImageSize
  ) -> SIMD3<Double> {
    let grow = Homography.resizing(from: firstSize, to: first).elements
    let origin = Homography.resizing(from: second, to: secondSize)(.zero)
    return SIMD3(
      grow[0] * parallax.x + grow[2] * parallax.z, grow[4] * parallax.y + grow[5] * parallax.z,
      parallax.z) / geometry.depth(at: origin)
  }
}

/// Sizes in pixels are rounded: a height may be off by one from what the width says.
private func requireScaling(_ name: String, from: ImageSize, to: ImageSize) throws(RigError) {
  let height = Double(from.height) * Double(to.width) / Double(from.width)
  let width = Double(from.width) * Double(to.height) / Double(from.height)
  let isScaled = abs(height - Double(to.height)) <= 1 || abs(width - Double(to.width)) <= 1
  guard isScaled else {
    throw RigError(
      .size,
      "the rig is of \(name) images of \(from), this one is \(to); the same shape is wanted")
  }
}
