// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging

/// The geometry of the pairs of one rig on its way from a start to the best that a model allows.
struct RigRefinement {
  /// The best so far.
  private(set) var best: FoundGeometry
  private let pairs: [WorkingPair]
  /// Where the next model begins, of the working images; nil: the last one came to nothing.
  private var geometry: Homography?

  /// The start, and what a similarity makes of it.
  init(_ start: Homography, _ pairs: [PairOfRig]) {
    let scale = start.scale(at: pairs.sizes.second.center)
    self.pairs = pairs.map { WorkingPair($0.first, $0.second, scale: scale) }
    let small = self.pairs[0].shrunk(start)
    geometry = small
    best = FoundGeometry(start, score: 0, model: .similarity, pairCount: pairs.count)
    best.score = agreement(under: small)
    refine(.similarity)
  }

  /// The best that the models up to one make of it, each from where the one before has ended.
  func refined(to model: GeometryModel) -> FoundGeometry {
    var refinement = self
    for next in [GeometryModel.affine, .homography] where next.unknownCount <= model.unknownCount {
      refinement.refine(next)
    }
    return refinement.best
  }

  private mutating func refine(_ model: GeometryModel) {
    guard let start = geometry else { return }
    geometry = GaussNewton(model)(from: start) { blur in
      pairs.map { GradientDifference($0, blur: blur) }
    }
    guard let geometry else { return }
    let score = agreement(under: geometry)
    if score > best.score {
      best = FoundGeometry(
        pairs[0].grown(geometry), score: score, model: model, pairCount: pairs.count)
    }
  }

  /// The mean over the pairs.
  private func agreement(under geometry: Homography) -> Double {
    pairs.map { $0.agreement(under: geometry) }.reduce(0, +) / Double(pairs.count)
  }
}
