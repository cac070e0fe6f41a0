// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging

/// A geometry of one pair on its way from a start to the best that a model allows.
struct PairRefinement {
  /// The best so far.
  private(set) var best: FoundGeometry
  private let pair: WorkingPair
  /// Where the next model begins, of the working images; nil: the last one came to nothing.
  private var geometry: Homography?

  /// The start, and what a similarity makes of it.
  init(_ start: Homography, _ first: Plane, _ second: Plane) {
    pair = WorkingPair(first, second, scale: start.scale(at: second.size.center))
    let small = pair.shrunk(start)
    geometry = small
    best = FoundGeometry(start, score: pair.agreement(under: small), model: .similarity)
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
    geometry = GaussNewton(model)(from: start) { [GradientDifference(pair, blur: $0)] }
    guard let geometry else { return }
    let score = pair.agreement(under: geometry)
    if score > best.score {
      best = FoundGeometry(pair.grown(geometry), score: score, model: model)
    }
  }
}
