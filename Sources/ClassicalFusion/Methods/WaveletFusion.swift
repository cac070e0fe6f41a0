// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// Fusion by an orthogonal wavelet transform: the detail coefficient of larger magnitude, and the
/// mean of both approximations.
///
/// Source: Li, Manjunath and Mitra, "Multisensor Image Fusion Using the Wavelet Transform",
/// Graphical Models and Image Processing 57 (1995), with single coefficients instead of their
/// windows. The image is continued by mirrors, so that its borders do not meet.
public struct WaveletFusion: Sendable, Equatable {
  /// The wavelet.
  public var wavelet: Wavelet
  /// How often the image is halved, at most; each halving leaves 1 pixel a side or more.
  public var levels: Int

  /// A rule with settings of one's own.
  /// - Precondition: `levels` is 1 or more.
  public init(_ wavelet: Wavelet = .daubechies2, levels: Int = 4) {
    precondition(levels > 0, "WaveletFusion: \(levels) levels, at least 1 wanted")
    (self.wavelet, self.levels) = (wavelet, levels)
  }

  /// Fuses two luminance planes, 0...1.
  /// - Precondition: Both have the same size, at least 1x1.
  public func fuse(_ first: Plane, _ second: Plane) -> Plane {
    checkSizes(first, second)
    let levels = halvings(atMost: levels, smallestSide: 1, in: first.size)
    let a = WaveletPyramid(Grid(first), wavelet, levels: levels)
    let b = WaveletPyramid(Grid(second), wavelet, levels: levels)
    return a.combined(b, details: strongest, approximation: mean).image.plane
  }
}
