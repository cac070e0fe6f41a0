// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// Finds the dense flow between two pictures: the one under which the second picture has the same
/// features as the first, and which changes little from pixel to pixel, both robustly.
///
/// Brox, Bruhn, Papenberg and Weickert, High accuracy optical flow estimation based on a theory for
/// warping (ECCV 2004), in the steps that Sanchez, Monzon and Salgado tell (Robust optical flow
/// estimation, IPOL 3, 2013), for features of eight numbers a pixel. From coarse to fine; on each
/// level the second picture is warped by what is known and the equations of the rest, which are
/// linear with the last weights, are solved by successive over-relaxation. All pictures of a size
/// cost the same, and larger ones than ``longerSide`` no more; the same pictures give the same
/// flow.
package struct FlowSearch: Sendable {
  /// What of two pictures is compared.
  package var features: FlowFeatures
  /// What a change of the flow from pixel to pixel counts, against a difference of features.
  package var smoothness: Float
  /// What the flow itself counts: where nothing speaks for it, it goes to 0.
  package var stillness: Float = 0
  /// How often the second picture is warped on each level.
  package var warps = 4
  /// How often the equations of a warp visit each pixel: more where the flow is to be smoother.
  package var sweeps = 30
  /// No shift is longer, in pixels; nil: any length.
  package var limit: Float?
  /// Pictures whose longer side has more pixels are made so small first.
  package var longerSide = 320
  /// The shorter side of the coarsest level is at least that long, in pixels.
  package var leastSide = 16

  /// For two frames of one camera, 0...1.
  package static let film = FlowSearch(features: .brightness, smoothness: 300)

  package init(features: FlowFeatures, smoothness: Float) {
    (self.features, self.smoothness) = (features, smoothness)
  }

  /// The flow from the first picture to the second one.
  ///
  /// - Parameters:
  ///   - first: A picture, 0...1.
  ///   - second: Another one of its size.
  ///   - weights: What each pixel of the first picture counts, 0...1; nil: all count 1.
  /// - Returns: A flow of their size.
  package func callAsFunction(
    _ first: Plane, _ second: Plane, weights: Plane? = nil
  ) -> DenseFlow {
    precondition(
      first.size == second.size && (weights ?? first).size == first.size,
      "FlowSearch: pictures of \(first.size) and \(second.size), one size is wanted")
    // Along one pixel nothing can be compared.
    guard min(first.size.width, first.size.height) > 1 else { return DenseFlow(still: first.size) }
    let share = Float(longerSide) / Float(max(first.size.width, first.size.height))
    let sizes = levels(of: share < 1 ? first.size.scaled(share) : first.size)
    var flow = DenseFlow(still: sizes[0])
    for size in sizes {
      let level = FlowLevel(
        features(first.resized(to: size)), features(second.resized(to: size)),
        weights: weights?.resized(to: size).values)
      let limit = limit.map { $0 * Float(size.width) / Float(first.size.width) }
      flow = flow.resized(to: size)
      for _ in 0..<warps {
        flow = level.refined(
          flow, smoothness: smoothness, stillness: stillness, sweeps: sweeps)
        if let limit { flow = flow.limited(to: limit) }
      }
    }
    return flow.resized(to: first.size)
  }

  /// Halved sizes, the coarsest first.
  private func levels(of size: ImageSize) -> [ImageSize] {
    var sizes = [size]
    while min(sizes[0].width, sizes[0].height) >= 2 * leastSide {
      let last = sizes[0]
      sizes.insert(
        ImageSize(width: (last.width + 1) / 2, height: (last.height + 1) / 2), at: 0)
    }
    return sizes
  }
}

extension ImageSize {
  fileprivate func scaled(_ factor: Float) -> ImageSize {
    ImageSize(
      width: max(2, Int((Float(width) * factor).rounded())),
      height: max(2, Int((Float(height) * factor).rounded())))
  }
}
