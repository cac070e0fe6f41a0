// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging

/// The geometry of the pairs of one rig that is known but for a few pixels, improved and tested
/// with a small part of the work of a search.
struct NearRefinement {
  /// How edges are gathered, in pixels of the fine images, of the coarse ones, and of the coarse
  /// ones where they are still some pixels off: a wide blur leads from further away.
  private static let blurs = (fine: 1.5, coarse: 1.2, wide: 3.0)

  private let start: Homography
  /// What the end is computed in, and what is half that size.
  private let fine: [WorkingPair]
  private let coarse: [WorkingPair]
  private let fineDifferences: [GradientDifference]
  private let coarseDifferences: [GradientDifference]
  private let sizes: (first: ImageSize, second: ImageSize)

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
    (self.start, sizes) = (start, (first, second))
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

  /// How far a geometry lies from the start, of the first image's width: the mean over what both
  /// images show; 0 where they show nothing together.
  func distance(to end: Homography) -> Double {
    let steps = 5
    let (second, first) = (sizes.second.corners[3], sizes.first.corners[3])
    let distances = (0..<steps * steps).compactMap { index -> Double? in
      let share = SIMD2(Double(index % steps), Double(index / steps)) / Double(steps - 1)
      let place = start(share * second)
      guard all(place .>= .zero), all(place .<= first) else { return nil }
      let offset = end(share * second) - place
      return (offset * offset).sum().squareRoot()
    }
    return distances.reduce(0, +) / Double(max(distances.count, 1) * sizes.first.width)
  }

  /// Of the fine images.
  private func refined(_ model: GeometryModel) -> Homography? {
    let here = coarse[0].shrunk(fine[0].shrunk(start))
    let wide = GaussNewton(model: .similarity, levels: [(Self.blurs.wide, 12)])(from: here) {
      blur in coarse.map { GradientDifference($0, blur: blur, stride: 3) }
    }
    guard
      let about = GaussNewton(model: model, levels: [(Self.blurs.coarse, 12)])(
        from: wide ?? here, { _ in coarseDifferences })
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
      NearPartSearch($0, small, width: sizes.first.width)?.found() ?? FoundParts()
    }.reduce(FoundParts(), +)
  }
}
