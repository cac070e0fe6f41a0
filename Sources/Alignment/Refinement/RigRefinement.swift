// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging

/// The geometry of the pairs of one rig on its way from a start to the best that a model allows.
struct RigRefinement {
  /// The best so far.
  private(set) var best: FoundGeometry
  /// Where the last model has ended, which need not be the best, of the whole images.
  private var end: Homography
  /// How edges are gathered at first, in pixels.
  private let blur: Double
  private let pairs: [WorkingPair]

  /// A start.
  ///
  /// - Parameters:
  ///   - start: From pixels of the second images to those of the first.
  ///   - pairs: All of the same two sizes.
  ///   - side: The longer side of the first images while refining, in pixels.
  init(_ start: Homography, _ pairs: [PairOfRig], side: Int) {
    let scale = start.scale(at: pairs.sizes.second.center)
    self.pairs = pairs.map { WorkingPair($0.first, $0.second, scale: scale, side: side) }
    end = start
    blur = 4 * Double(side) / Double(WorkingPair.side)
    best = FoundGeometry(start, score: 0, model: start.simplestModel, pairCount: pairs.count)
    best.score = agreement(under: self.pairs[0].shrunk(start))
  }

  /// From about right: a similarity, and an affine map where the model allows one.
  mutating func approach(upTo model: GeometryModel) {
    for next in [GeometryModel.similarity, .affine] where next.unknownCount <= model.unknownCount {
      guard refine(next, [(blur, 12), (blur / 2, 12)]) else { return }
    }
  }

  /// From a few pixels off to the end.
  mutating func finish(_ model: GeometryModel) {
    _ = refine(model, [(3 * blur / 4, 12), (3 * blur / 8, 15)])
  }

  /// Whether the images determine a model.
  private mutating func refine(
    _ model: GeometryModel, _ levels: [(blur: Double, steps: Int)]
  ) -> Bool {
    let found = GaussNewton(model: model, levels: levels)(from: pairs[0].shrunk(end)) { blur in
      pairs.map { GradientDifference($0, blur: blur) }
    }
    guard let found else { return false }
    end = pairs[0].grown(found)
    let score = agreement(under: found)
    if score > best.score { (best.geometry, best.score, best.model) = (end, score, model) }
    return true
  }

  /// The mean over the pairs.
  private func agreement(under geometry: Homography) -> Double {
    pairs.map { $0.agreement(under: geometry) }.reduce(0, +) / Double(pairs.count)
  }
}
