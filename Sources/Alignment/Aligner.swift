// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
public import Geometry
public import Imaging
import Tensors

/// Finds how the second image of a pair lies in the first one, from the edges that both show.
///
/// First over shifts and scales from half to twice the first image's width, by correlation; then
/// from the best places on, by least squares: similarity, affine map, homography, of which the one
/// stays under which the images agree best. Where that is not sure, the second image is turned by
/// five degrees to either side and searched for again: eight degrees are found. Of several pairs of
/// two cameras that are fixed to each other the correlations and the equations are added.
public struct Aligner: Sendable, Equatable {
  /// What the geometry may do at most. Where either image has fewer than 8000 pixels it is a
  /// similarity all the same: from 80x60 pixels affine maps and homographies come out bent.
  public var model: GeometryModel
  /// Whether a known start that is not sure is left at that; else all models are tried from there,
  /// and parts are searched for anywhere.
  package var staysNearStart = false
  /// Fewer pixels of an image carry a similarity alone.
  private static let leastPixelCount = 8000
  /// From how many places of the coarse search it goes on.
  private static let starts = 2
  /// By how much the second image is turned where it is not found upright, in radians.
  private static let turns = [-5.0, 5].map { $0 * .pi / 180 }

  /// Finds geometries of a model or of those before it.
  public init(model: GeometryModel = .homography) { self.model = model }

  /// The geometry of a pair of images of any size.
  ///
  /// - Parameters:
  ///   - first: Brightness of the image that stays; not-a-number where nothing was seen.
  ///   - second: Brightness of the one that is moved, likewise.
  /// - Returns: From pixels of the second image to those of the first; the best there is, which
  ///   need not be right; ``FoundGeometry/isConfident`` tells.
  /// - Throws: ``AlignmentError`` where an image is too small, or where LibTorch fails.
  public func callAsFunction(_ first: Plane, _ second: Plane) throws -> FoundGeometry {
    try found([PairOfRig(finding: first, second)])
  }

  /// The one geometry of several pairs of a rig, all of the same two sizes.
  ///
  /// - Parameters:
  ///   - count: How many pairs there are, at least 1. Of more than ``mostPairs`` as many are taken,
  ///     evenly spread: more say little new, and all that are taken are held in memory.
  ///   - start: Near which it is looked for, off by a few pixels of 320; nil: everywhere.
  ///   - pair: Brightness of the images of the pair of a number from 0 on; nil: it is left out.
  /// - Returns: As of one pair, its numbers over all of them.
  /// - Throws: ``AlignmentError`` where an image is too small, where the sizes of two pairs differ,
  ///   or where LibTorch fails; what `pair` throws.
  /// - Precondition: Not all are left out.
  public func callAsFunction(
    pairCount count: Int, from start: Homography? = nil,
    _ pair: (Int) throws -> (first: Plane, second: Plane)?
  ) throws -> FoundGeometry {
    precondition(count > 0, "Aligner: \(count) pairs given, at least 1 is wanted")
    let taken = min(count, Self.mostPairs)
    return try found(
      (0..<taken).compactMap { index in
        try pair(index * count / taken).map { PairOfRig(finding: $0.first, $0.second) }
      }, from: start)
  }

  /// How many pairs are taken at most.
  public static let mostPairs = 16

  /// The geometry of a pair near one that is known, with about a fifteenth of a search's work.
  ///
  /// - Parameters:
  ///   - start: From pixels of the second image to those of the first, off by a few pixels of 320.
  ///   - first: Brightness of the image that stays.
  ///   - second: Brightness of the one that is moved.
  /// - Returns: The best of the start and what the model makes of it. Parts are searched for around
  ///   their places only, a tenth of the image to either side; the further the end lies from the
  ///   start, the less sure it is.
  /// - Throws: ``AlignmentError`` with `unsure` where what fits best sends a part of the second
  ///   image to infinity.
  public func refined(
    _ start: Homography, _ first: Plane, _ second: Plane
  ) throws -> FoundGeometry {
    let pairs = [PairOfRig(finding: first, second)]
    let carried = carried(by: pairs)
    return try carried.within(pairs, from: start) { pairs, start in
      carried.near(start ?? .identity, pairs)
    }
  }

  /// With the model that the pixels carry.
  private func carried(by pairs: [PairOfRig]) -> Aligner {
    let (first, second) = pairs.sizes
    let count = min(first.pixelCount, second.pixelCount)
    var carried = self
    if count < Self.leastPixelCount { carried.model = .similarity }
    return carried
  }

  private func found(
    _ pairs: [PairOfRig], from start: Homography? = nil
  ) throws -> FoundGeometry {
    try requireOneRig(pairs)
    let carried = carried(by: pairs)
    return try carried.within(pairs, from: start) { pairs, start in
      guard let start else { return try carried.searched(pairs) }
      let near = carried.near(start, pairs)
      if near.isConfident || staysNearStart { return near }
      let far = try carried.tested(carried.refined(from: start, pairs), pairs)
      return far.confidence > near.confidence ? far : near
    }
  }

  /// Finds a geometry with what surrounds the pictures cut off.
  private func within(
    _ pairs: [PairOfRig], from start: Homography?,
    _ find: ([PairOfRig], Homography?) throws -> FoundGeometry
  ) throws -> FoundGeometry {
    let cropped = CroppedPairs(pairs)
    // What the model does not allow would stay, as steps keep to the model.
    let allowed = start.map { $0.nearest(model, over: pairs.sizes.second) }
    var found = try find(cropped.pairs, allowed.map(cropped.cut))
    found.geometry = try cropped.whole(found.geometry)
    return found
  }

  /// Upright and, where that is not sure, turned.
  private func searched(_ pairs: [PairOfRig]) throws -> FoundGeometry {
    let upright = try found(pairs, turnedBy: [0])
    if let upright, upright.isConfident { return upright }
    let turned = try found(pairs, turnedBy: Self.turns)
    guard
      let best = [upright, turned].compactMap(\.self).max(by: { $0.confidence < $1.confidence })
    else {
      let (first, second) = pairs.sizes
      throw AlignmentError(
        .size, "images of \(first) and \(second) show no place of one in the other")
    }
    return best
  }

  /// The best geometry with the second images turned by any of some angles; nil: there is none.
  private func found(
    _ pairs: [PairOfRig], turnedBy angles: [Double]
  ) throws -> FoundGeometry? {
    let starts = try CoarseSearch(pairs).best(Self.starts, turnedBy: angles).map(\.geometry)
    // Small images show quickly which places are not worth going on from.
    let scores = concurrently(starts.count) { index in
      var refinement = RigRefinement(starts[index], pairs, side: WorkingPair.coarseSide)
      refinement.approach(upTo: model)
      return refinement.best.score
    }
    let best = scores.max() ?? 0
    let least = best - 0.1 * abs(best)
    let kept = zip(starts, scores).filter { $0.1 >= least }.map(\.0)
    return try concurrently(kept.count) { refined(from: kept[$0], pairs) }
      .max { $0.score < $1.score }
      .map { try tested($0, pairs) }
  }

  /// What the model makes of a start that is off by little.
  private func near(_ start: Homography, _ pairs: [PairOfRig]) -> FoundGeometry {
    let refinement = NearRefinement(start, pairs)
    let (found, parts) = refinement.best(model)
    let distance = refinement.distance(to: found.geometry)
    return tested(found, parts, of: pairs.sizes.second, fromStart: distance)
  }

  /// What all models make of a start.
  private func refined(from start: Homography, _ pairs: [PairOfRig]) -> FoundGeometry {
    var refinement = RigRefinement(start, pairs, side: WorkingPair.side)
    refinement.approach(upTo: model)
    refinement.finish(model)
    return refinement.best
  }

  /// A geometry with how sure it is.
  private func tested(_ found: FoundGeometry, _ pairs: [PairOfRig]) throws -> FoundGeometry {
    let parts = try throwingEngineFailures {
      pairs.map { PartSearch(found.geometry, $0)?.found() ?? FoundParts() }
    }.reduce(FoundParts(), +)
    return tested(found, parts, of: pairs.sizes.second)
  }

  private func tested(
    _ found: FoundGeometry, _ parts: FoundParts, of size: ImageSize, fromStart distance: Double = 0
  ) -> FoundGeometry {
    var found = found
    let stretches = (size.corners + [size.center]).map { found.geometry.stretch(at: $0) }
    found.test(parts, stretch: stretches.max() ?? 1, fromStart: distance)
    return found
  }
}

private func requireOneRig(_ pairs: [PairOfRig]) throws(AlignmentError) {
  let sizes = pairs.sizes
  for other in pairs where (other.first.size, other.second.size) != sizes {
    throw AlignmentError(
      .size,
      "pairs of one rig are of \(sizes.first) and \(sizes.second), and one is of "
        + "\(other.first.size) and \(other.second.size); the same sizes are wanted")
  }
}
