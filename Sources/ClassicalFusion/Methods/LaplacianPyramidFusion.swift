// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// Fusion by a Laplacian pyramid: at each scale the detail of larger magnitude, and the mean of
/// both coarsest images.
///
/// Source: Burt and Adelson, "The Laplacian Pyramid as a Compact Image Code", IEEE Transactions on
/// Communications 31 (1983). Four levels unless the image is too small.
public struct LaplacianPyramidFusion: Sendable, Equatable {
  /// How often the image is halved, at most; each halving leaves 4 pixels a side or more.
  public var levels: Int

  /// A rule with settings of one's own.
  /// - Precondition: `levels` is 1 or more.
  public init(levels: Int = 4) {
    precondition(levels > 0, "LaplacianPyramidFusion: \(levels) levels, at least 1 wanted")
    self.levels = levels
  }

  /// Fuses two luminance planes, 0...1.
  /// - Precondition: Both have the same size, at least 1x1.
  public func fuse(_ first: Plane, _ second: Plane) -> Plane {
    checkSizes(first, second)
    let levels = halvings(atMost: levels, smallestSide: 4, in: first.size)
    let a = LaplacianPyramid(Grid(first), levels: levels)
    let b = LaplacianPyramid(Grid(second), levels: levels)
    let fused = LaplacianPyramid(
      details: zip(a.details, b.details).map { $0.combined($1, strongest) },
      base: a.base.combined(b.base, mean))
    return fused.image.plane
  }
}
