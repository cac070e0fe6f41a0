// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// Fusion by guided filters: each image is split into a base (its mean over 31x31 pixels) and the
/// detail above it; each layer is weighted by where that image is the more salient, a map of zeros
/// and ones that a guided filter fits to the image's edges.
///
/// Source: Li, Kang and Hu, "Image Fusion With Guided Filtering", IEEE Transactions on Image
/// Processing 22 (2013), with its settings. Where both are equally salient, both count.
public struct GuidedFilterFusion: Sendable, Equatable {
  /// The base's weights are smooth: r = 45, eps = 0.3 on 0...1.
  static let baseFilter = GuidedFilter(radius: 45, epsilon: 0.3)
  /// The detail's weights follow edges: r = 7, eps = 1e-6 on 0...1.
  static let detailFilter = GuidedFilter(radius: 7, epsilon: 1e-6)

  /// The published settings.
  public init() {}

  /// Fuses two luminance planes, 0...1.
  /// - Precondition: Both have the same size, at least 1x1.
  public func fuse(_ first: Plane, _ second: Plane) -> Plane {
    checkSizes(first, second)
    let (a, b) = (Grid(first), Grid(second))
    let (baseA, baseB) = (a.boxMean(radius: 15), b.boxMean(radius: 15))
    let (salienceA, salienceB) = (salience(a), salience(b))
    let mapA = salienceA.combined(salienceB) { $0 >= $1 ? 1 : 0 }
    let mapB = salienceB.combined(salienceA) { $0 >= $1 ? 1 : 0 }
    func fused(_ x: Grid, _ y: Grid, _ filter: GuidedFilter) -> Grid {
      let weight = share(filter.apply(to: mapA, guide: a), filter.apply(to: mapB, guide: b))
      return y.combined(x.combined(y, -).combined(weight, *), +)
    }
    let base = fused(baseA, baseB, Self.baseFilter)
    let detail = fused(a.combined(baseA, -), b.combined(baseB, -), Self.detailFilter)
    return base.combined(detail, +).plane
  }

  /// Magnitude of the Laplacian, smoothed by a Gaussian of radius 5 and sigma 5.
  private func salience(_ image: Grid) -> Grid {
    image.laplacian().map(abs).gaussian(radius: 5, sigma: 5)
  }

  /// The first weight's part of both, 0...1; a half where neither has any.
  private func share(_ a: Grid, _ b: Grid) -> Grid {
    a.combined(b) { a, b in
      let (a, b) = (clamped(a), clamped(b))
      return a + b > 0 ? a / (a + b) : 0.5
    }
  }
}
