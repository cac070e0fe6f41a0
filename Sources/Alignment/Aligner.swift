// SPDX-License-Identifier: Apache-2.0

public import Geometry
public import Imaging
import Tensors

/// Finds how the second image of a pair lies in the first one, from the edges that both show.
///
/// First over shifts and scales from half to twice the first image's width, by correlation; then
/// from the best places on, by least squares: similarity, affine map, homography, of which the one
/// stays under which the images agree best. Of several pairs of two cameras that are fixed to each
/// other the correlations and the equations are added.
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
    try found([PairOfRig(first: first, second: second)])
  }

  /// The one geometry of several pairs of a rig, all of the same two sizes.
  ///
  /// - Parameters:
  ///   - count: How many pairs there are, at least 1. Of more than ``mostPairs`` as many are taken,
  ///     evenly spread: more say little new, and all that are taken are held in memory.
  ///   - start: Near which it is looked for, off by a few pixels of 320; nil: everywhere.
  ///   - pair: Brightness of the images of the pair of a number from 0 on.
  /// - Returns: As of one pair, its numbers over all of them.
  /// - Throws: ``AlignmentError`` where an image is too small, where the sizes of two pairs differ,
  ///   or where LibTorch fails; what `pair` throws.
  public func callAsFunction(
    pairCount count: Int, from start: Homography? = nil,
    _ pair: (Int) throws -> (first: Plane, second: Plane)
  ) throws -> FoundGeometry {
    precondition(count > 0, "Aligner: \(count) pairs given, at least 1 is wanted")
    let taken = min(count, Self.mostPairs)
    return try found(
      (0..<taken).map { index in
        let (first, second) = try pair(index * count / taken)
        return PairOfRig(first: first, second: second)
      }, from: start)
  }

  /// How many pairs are taken at most.
  public static let mostPairs = 16

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
    try tested([start], [PairOfRig(first: first, second: second)])
  }

  private func found(
    _ pairs: [PairOfRig], from start: Homography? = nil
  ) throws -> FoundGeometry {
    let sizes = pairs.sizes
    if let other = pairs.first(where: {
      $0.first.size != sizes.first || $0.second.size != sizes.second
    }) {
      throw AlignmentError(
        .size,
        "pairs of one rig are of \(sizes.first) and \(sizes.second), and one is of "
          + "\(other.first.size) and \(other.second.size); the same sizes are wanted")
    }
    if let start { return try tested([start], pairs) }
    let candidates = try throwingEngineFailures {
      CoarseSearch(pairs).best(Self.starts)
    }
    guard !candidates.isEmpty else {
      throw AlignmentError(
        .size,
        "images of \(sizes.first) and \(sizes.second) show no place of one in the other")
    }
    return try tested(candidates.map(\.geometry), pairs)
  }

  /// The best of what becomes of some geometries, and how sure it is.
  private func tested(_ starts: [Homography], _ pairs: [PairOfRig]) throws -> FoundGeometry {
    let refined = starts.map { RigRefinement($0, pairs).refined(to: model) }
    guard var best = refined.max(by: { $0.score < $1.score }) else {
      preconditionFailure("Aligner: no start")
    }
    let parts = try throwingEngineFailures {
      pairs.map { PartSearch(best.geometry, $0)?.found() ?? FoundParts() }
    }.reduce(FoundParts(), +)
    best.confidence = parts.share
    best.residual = parts.distance
    return best
  }
}
