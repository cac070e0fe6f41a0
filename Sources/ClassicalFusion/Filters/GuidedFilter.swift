// SPDX-License-Identifier: Apache-2.0

/// Guided filter: smooths an image by linear models of a guide, so that edges of the guide stay.
///
/// Source: He, Sun and Tang, "Guided Image Filtering", ECCV 2010, equations 4 to 8.
struct GuidedFilter: Equatable {
  /// Half the window's side, in pixels: windows have `2 radius + 1` a side, cut off at the borders.
  let radius: Int
  /// Variance of the guide, on 0...1, below which it smooths.
  let epsilon: Double

  /// Filters `image` along `guide`; both have one size.
  func apply(to image: Grid, guide: Grid) -> Grid {
    func mean(_ grid: Grid) -> Grid { grid.boxMean(radius: radius) }
    let (guideMean, imageMean) = (mean(guide), mean(image))
    let variance = mean(guide.combined(guide, *)).combined(guideMean.combined(guideMean, *), -)
    let covariance = mean(guide.combined(image, *)).combined(guideMean.combined(imageMean, *), -)
    let slope = covariance.combined(variance) { $0 / (max($1, 0) + epsilon) }
    let offset = imageMean.combined(slope.combined(guideMean, *), -)
    return mean(slope).combined(guide, *).combined(mean(offset), +)
  }
}
