// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging

/// The geometry of the pairs of one rig that is known but for a few pixels, improved and tested
/// with a small part of the work of a search.
struct NearRefinement {
  /// How edges are gathered, in pixels of the fine images and of the coarse ones.
  private static let blurs = (fine: 1.5, coarse: 1.2)

  private let start: Homography
  /// What the end is computed in, and what is half that size.
  private let fine: [WorkingPair]
  private let coarse: [WorkingPair]
  private let fineDifferences: [GradientDifference]
  private let coarseDifferences: [GradientDifference]
  private let width: Int

  /// - Parameters:
  ///   - start: From pixels of the second images to those of the first.
  ///   - pairs: All of the same two sizes.
  init(_ start: Homography, _ pairs: [PairOfRig]) {
    let (first, second) = pairs.sizes
    let scale = start.scale(at: second.center)
    fine = pairs.map { WorkingPair($0.first, $0.second, scale: scale) }
    let there = fine[0].shrunk(start).scale(at: fine[0].second.size.center)
    coarse = fine.map {
      WorkingPair($0.first, $0.second, scale: there, side: WorkingPair.coarseSide)
    }
    fineDifferences = fine.map { GradientDifference($0, blur: Self.blurs.fine, stride: 3) }
    coarseDifferences = coarse.map { GradientDifference($0, blur: Self.blurs.coarse) }
    (self.start, width) = (start, first.width)
  }

  /// The best of the start and what a model makes of it; how far its parts are found near their
  /// places.
  func best(_ model: GeometryModel) -> (found: FoundGeometry, parts: FoundParts) {
    var best = found(start, start.simplestModel)
    if let end = refined(model) {
      let next = found(fine[0].grown(end), model)
      if next.score > best.score { best = next }
    }
    return (best, parts(under: best.geometry))
  }

  /// Of the fine images.
  private func refined(_ model: GeometryModel) -> Homography? {
    let here = fine[0].shrunk(start)
    guard
      let about = GaussNewton(model: model, levels: [(Self.blurs.coarse, 12)])(
        from: coarse[0].shrunk(here), { _ in coarseDifferences })
    else { return nil }
    return GaussNewton(model: model, levels: [(Self.blurs.fine, 15)])(
      from: coarse[0].grown(about), { _ in fineDifferences })
  }

  private func found(_ geometry: Homography, _ model: GeometryModel) -> FoundGeometry {
    let small = fine[0].shrunk(geometry)
    let sum = fineDifferences.reduce(0) { $0 + $1.agreement(under: small) }
    return FoundGeometry(
      geometry, score: sum / Double(fine.count), model: model, pairCount: fine.count)
  }

  private func parts(under geometry: Homography) -> FoundParts {
    let small = coarse[0].shrunk(fine[0].shrunk(geometry))
    return coarseDifferences.map {
      NearPartSearch($0, small, width: width)?.found() ?? FoundParts()
    }.reduce(FoundParts(), +)
  }
}
