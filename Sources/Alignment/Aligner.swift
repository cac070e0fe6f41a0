// SPDX-License-Identifier: Apache-2.0

public import Geometry
public import Imaging
import Tensors

/// Finds how the second image of a pair lies in the first one, from the edges that both show.
///
/// First over shifts and scales from half to twice the first image's width, by correlation; then
/// from the best places on, by least squares: similarity, affine map, homography, of which the one
/// stays under which the images agree best.
public struct Aligner: Sendable, Equatable {
  /// What the geometry may do at most.
  public var model: GeometryModel
  /// From how many places of the coarse search it goes on.
  private static let starts = 2

  /// Finds geometries of a model or of those before it.
  public init(model: GeometryModel = .homography) { self.model = model }

  /// The geometry of a pair of images of any size.
  ///
  /// - Parameters:
  ///   - first: Brightness of the image that stays.
  ///   - second: Brightness of the one that is moved.
  /// - Returns: From pixels of the second image to those of the first; the best there is, which
  ///   need not be right; ``FoundGeometry/isConfident`` tells.
  /// - Throws: ``AlignmentError`` where an image is too small, or where LibTorch fails.
  public func callAsFunction(_ first: Plane, _ second: Plane) throws -> FoundGeometry {
    let candidates = try throwingEngineFailures {
      CoarseSearch(first)(second, count: Self.starts)
    }
    let found = candidates.map { improved($0.geometry, first, second) }
    guard var best = found.max(by: { $0.score < $1.score }) else {
      throw AlignmentError(
        .size, "images of \(first.size) and \(second.size) show no place of one in the other")
    }
    best.confidence = try confidence(of: best, first, second)
    return best
  }

  /// The geometry of a pair near one that is known.
  ///
  /// - Parameters:
  ///   - start: From pixels of the second image to those of the first, off by a few pixels of 320.
  ///   - first: Brightness of the image that stays.
  ///   - second: Brightness of the one that is moved.
  /// - Returns: The best of the start and what the models make of it.
  /// - Throws: ``AlignmentError`` where LibTorch fails.
  public func refined(
    _ start: Homography, _ first: Plane, _ second: Plane
  ) throws -> FoundGeometry {
    var found = improved(start, first, second)
    found.confidence = try confidence(of: found, first, second)
    return found
  }

  private func confidence(
    of found: FoundGeometry, _ first: Plane, _ second: Plane
  ) throws -> Double {
    try throwingEngineFailures { PartSearch(found.geometry, first, second)?.share() ?? 0 }
  }

  private func improved(
    _ start: Homography, _ first: Plane, _ second: Plane
  ) -> FoundGeometry {
    PairRefinement(start, first, second).refined(to: model)
  }
}
