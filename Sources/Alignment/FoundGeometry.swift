// SPDX-License-Identifier: Apache-2.0

public import Geometry

/// A geometry that ``Aligner`` has found.
public struct FoundGeometry: Sendable, Equatable {
  /// From pixels of the second image to those of the first.
  public var geometry: Homography
  /// How well the images agree under it: the correlation of their oriented gradients, 1 for equal
  /// images; the mean over the pairs. -1 where both show too little together to be compared.
  public var score: Double
  /// What it was allowed to do.
  public var model: GeometryModel
  /// The share of the first image's parts that are found in the second one where the geometry says,
  /// each searched for by itself, as are the second one's in the first; 0...1.
  public internal(set) var foundShare = 0.0
  /// How sure it is to be right, 0...1: the mean of ``foundShare`` and ``score``, less where the
  /// geometry stretches the image more than two cameras side by side do, and where it lies far from
  /// the start that was known; 0 where the edges do not agree at all.
  public internal(set) var confidence = 0.0

  /// How far those parts lie from where the geometry says, in pixels of the first image: the root
  /// of the mean of the squared distances.
  public internal(set) var residual = 0.0
  /// From how many pairs it was found.
  public internal(set) var pairCount: Int
  /// What mutual information made of it, of medical images; nil of others, and where they have
  /// nothing to compare. All other numbers are those of where gradients ended.
  public internal(set) var information: InformationStep?

  /// What ``confidence`` is at least of a geometry that may be used unseen: two images of different
  /// scenes stay below it.
  public static let leastConfidence = 0.3

  /// Whether it may be used unseen.
  public var isConfident: Bool { confidence >= Self.leastConfidence }

  /// Lets only those through that may be used unseen.
  ///
  /// - Parameter path: The second image's file, for the error; nil: it is of none, or of several.
  /// - Throws: ``AlignmentError`` with `unsure` that says how sure it is and what is wanted.
  public func requireConfidence(of path: String? = nil) throws(AlignmentError) {
    guard !isConfident else { return }
    guard score > 0 else {
      throw AlignmentError(
        .unsure, path: path,
        "it is not sure how the images lie on each other: where they do best, "
          + (score > -1
            ? "their edges do not agree" : "both show too little together to be compared"))
    }
    let mean = (foundShare + score) / 2
    let doubt =
      mean - confidence < 0.005
      ? ""
      : ", less \(percent(mean - confidence)) as it stretches the image or lies far from its start"
    throw AlignmentError(
      .unsure, path: path,
      "it is not sure how the images lie on each other: \(percent(foundShare)) of the parts of one "
        + "are found where they should be in the other, and the edges of both agree to "
        + "\(percent(score)); that makes \(percent(mean))\(doubt), and "
        + "\(percent(Self.leastConfidence)) are wanted")
  }

  /// Sets what the search for parts says.
  ///
  /// - Parameters:
  ///   - parts: What of them is found.
  ///   - stretch: How much longer the image becomes along one direction than along another.
  ///   - distance: How far it lies from a start that was known, of the first image's width.
  mutating func test(_ parts: FoundParts, stretch: Double, fromStart distance: Double = 0) {
    (foundShare, residual) = (parts.share, parts.distance)
    let excess = max(stretch - Self.usualStretch, 0)
    let doubt = Self.doubt * max(distance - Self.usualDistance, 0)
    confidence = score > 0 ? max((foundShare + score - excess) / 2 - doubt, 0) : 0
  }

  /// What two cameras side by side, of pixels that are not quite square, do at most.
  private static let usualStretch = 1.15

  /// From how far a known start is led to what is right, of the first image's width, nearly always;
  /// and what a further width would take from confidence. Parts are searched for near their places
  /// alone, so that a wrong end of a long way may have half of them.
  private static let (usualDistance, doubt) = (1.0 / 32, 10.0)

  init(_ geometry: Homography, score: Double, model: GeometryModel, pairCount: Int) {
    (self.geometry, self.score) = (geometry, score)
    (self.model, self.pairCount) = (model, pairCount)
  }
}

private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
