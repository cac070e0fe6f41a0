// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Flow
private import Foundation
import Geometry
import Imaging
import Tensors

/// Finds about where the second images of a rig lie in the first ones, over shifts and scales.
struct CoarseSearch {
  /// The longer side of the first image while searching, in pixels.
  private static let side = 160
  /// The least side of the second image while searching, in pixels: less has no edges to compare.
  private static let leastSide = 24
  /// How many times the pixels of the first image the second one may have while searching: what is
  /// far longer than wide shows another scene.
  private static let mostGrowth = 16
  /// Sizes of the second image that are tried, times that at which both are as wide: from half to
  /// twice.
  private static let scales = (0..<25).map {
    exp2(Double($0) / 12 - 1)
  }

  private let sizes: (first: ImageSize, second: ImageSize)
  private let small: ImageSize
  private let pairs: [(shifts: ShiftSearch, second: SeenPlane)]

  init(_ pairs: [PairOfRig]) {
    sizes = pairs.sizes
    let side = Double(max(sizes.first.width, sizes.first.height))
    let small = sizes.first.scaled(min(1, Double(Self.side) / side))
    self.small = small
    self.pairs = pairs.map { pair in
      let gradients = OrientedGradients(pair.first.resized(to: small), blur: 1.5)
      return (ShiftSearch(gradients.centered), pair.second)
    }
  }

  /// The best places, best first, of the second images turned by any of some angles.
  ///
  /// - Throws: ``AlignmentError`` where LibTorch fails.
  func best(_ count: Int, turnedBy angles: [Double]) throws -> [Candidate] {
    let looks = Self.scales.flatMap { scale in angles.map { (scale: scale, angle: $0) } }
    let found = try concurrently(looks.count) { index in
      // Transforms this small gain nothing from threads of LibTorch.
      try Engine.withThreads(1) {
        try throwingEngineFailures {
          candidates(scale: looks[index].scale, angle: looks[index].angle)
        }
      }
    }
    return found.flatMap(\.self).distinct(
      count, distance: 0.04 * Double(sizes.first.width), at: [SIMD2(0, 0), sizes.second.center])
  }

  /// The best shifts at one scale, times that at which both are as wide: those whose scores, added
  /// over the pairs, are greatest.
  private func candidates(scale: Double, angle: Double) -> [Candidate] {
    let size = sizes.second.scaled(scale * Double(small.width) / Double(sizes.second.width))
    guard min(size.width, size.height) >= Self.leastSide,
      size.pixelCount <= Self.mostGrowth * small.pixelCount
    else { return [] }
    let turn = Homography.turn(size, by: angle)
    let scores = pairs.map { pair in
      pair.shifts(gradients(pair.second.resized(to: size), turned: angle == 0 ? nil : turn))
    }
    let shrunk = Homography.resizing(from: sizes.second, to: size)
    let grown = Homography.resizing(from: small, to: sizes.first)
    return scores.dropFirst().reduce(scores[0], +).best(3).map { found in
      let shift = Homography.translation(x: Double(found.shift.x), y: Double(found.shift.y))
      return Candidate(geometry: grown * shift * turn * shrunk, score: found.score)
    }
  }

  private func gradients(_ image: SeenPlane, turned turn: Homography?) -> OrientedGradients {
    let turned = turn.map { image.warped(by: $0, to: image.size) }
    return OrientedGradients(turned ?? image, blur: 1.5).centered
  }
}

extension Homography {
  /// Turns an image about its middle.
  fileprivate static func turn(_ size: ImageSize, by angle: Double) -> Homography {
    let center = size.center
    return .translation(x: center.x, y: center.y)
      * .similarity(scale: 1, angle: angle, x: 0, y: 0)
      * .translation(x: -center.x, y: -center.y)
  }
}
