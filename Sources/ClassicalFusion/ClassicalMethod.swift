// SPDX-License-Identifier: Apache-2.0

public import Fusion
public import Imaging

/// A fusion rule that learns nothing: what a network has to be better than.
///
/// Each takes two planes of one size, 0...1, and gives one of that size, 0...1. None of them cares
/// which plane is first. They work on planes of any size; below 16x16 few scales are left to those
/// that have several.
public enum ClassicalMethod: String, CaseIterable, Sendable {
  /// The mean of both pixels.
  case average
  /// The brighter of both pixels.
  case max
  /// What stands out of the mean in either image; ``CentredMaximum``.
  case centredMax = "centred-max"
  /// Laplacian pyramid; ``LaplacianPyramidFusion``.
  case laplacian
  /// Daubechies wavelet; ``WaveletFusion``.
  case wavelet
  /// Two scales, weighted by guided filters; ``GuidedFilterFusion``.
  case guided

  /// Fuses two luminance planes.
  ///
  /// - Parameters:
  ///   - first: Luminance, 0...1. Values outside, and not-a-number, are clamped before fusing.
  ///   - second: The same of the other image.
  ///   - subject: What the images show; only ``centredMax`` looks at it.
  /// - Returns: Luminance of the same size, 0...1.
  /// - Precondition: Both have the same size, at least 1x1.
  public func fuse(
    _ first: Plane, _ second: Plane, subject: FusionSubject = .photographic
  ) -> Plane {
    switch self {
    case .average: averageFusion(first, second)
    case .max: maximumFusion(first, second)
    case .centredMax: CentredMaximum(for: subject).fuse(first, second)
    case .laplacian: LaplacianPyramidFusion().fuse(first, second)
    case .wavelet: WaveletFusion().fuse(first, second)
    case .guided: GuidedFilterFusion().fuse(first, second)
    }
  }
}
