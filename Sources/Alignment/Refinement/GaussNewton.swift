// SPDX-License-Identifier: Apache-2.0

import Geometry

/// Improves a geometry step by step: Gauss-Newton with a little damping.
struct GaussNewton {
  /// What the geometry may do.
  let model: GeometryModel
  /// How edges are gathered, in pixels, from coarse to fine, with the most steps of each.
  let levels: [(blur: Double, steps: Int)]

  /// A better geometry than one that is about right.
  ///
  /// - Parameters:
  ///   - start: From pixels of the second images to those of the first.
  ///   - differences: Of a blur, the difference of each pair of one rig.
  /// - Returns: From pixels of the second images to those of the first; nil where the images do not
  ///   determine it.
  func callAsFunction(
    from start: Homography, _ differences: (Double) -> [GradientDifference]
  ) -> Homography? {
    guard var geometry = start.inverse else { return nil }
    for level in levels {
      let differences = differences(level.blur)
      guard let normalization = differences.first?.normalization,
        let next = refined(geometry, normalization, differences, steps: level.steps)
      else { return nil }
      geometry = next
    }
    return geometry.inverse
  }

  private func refined(
    _ start: Homography, _ normalization: Homography, _ differences: [GradientDifference],
    steps: Int
  ) -> Homography? {
    guard let restored = normalization.inverse else { return nil }
    var geometry = start * restored
    var damping = 1e-3
    for _ in 0..<steps {
      var equations = NormalEquations()
      for difference in differences {
        guard let part = difference.equations(geometry) else { return nil }
        equations += part
      }
      guard let step = equations.step(model, damping: damping) else { return nil }
      let next = Homography(zip(geometry.elements, step + [0]).map { $0 - $1 })
      let motion = largestMotion(from: geometry, to: next)
      guard motion.isFinite, motion < 60 else {
        damping *= 10
        continue
      }
      damping = max(damping / 2, 1e-4)
      geometry = next
      if motion < 0.02 { break }
    }
    return geometry * normalization
  }

  /// By how many pixels the corners of a square about the first image's move.
  private func largestMotion(from: Homography, to: Homography) -> Double {
    let corners = [SIMD2(-1.0, -1.0), SIMD2(1.0, -1.0), SIMD2(-1.0, 1.0), SIMD2(1.0, 1.0)]
    return corners.map { corner in
      let motion = to(corner) - from(corner)
      return max(abs(motion.x), abs(motion.y))
    }.reduce(0) { $0 > $1 || !$0.isFinite ? $0 : $1 }
  }
}
