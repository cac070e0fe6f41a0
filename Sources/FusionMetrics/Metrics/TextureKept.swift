// SPDX-License-Identifier: Apache-2.0

// TexA, TexB, OwnA, OwnB. J. Zhou, D. L. Civco, J. A. Silander, "A wavelet transform method to
// merge Landsat TM and SPOT panchromatic data", International Journal of Remote Sensing 19, 1998,
// correlate high-pass filtered images as wholes. Here it is done window by window, so that a lawn
// counts as much as a roof's edge, and where there is texture alone.

extension Metric {
  /// The mean of r(h(F), h(A)) over the 16x16 windows, 8 apart, in which A, the infrared image, CT,
  /// PET or SPECT, has texture: h(x) = x - mean of its 7x7 neighbors deviates there by more than
  /// 1.5 levels and by more than twice A's noise. Not-a-number where there is no such window.
  ///
  /// Levels scaled and shifted in F alone leave it as it is. 1 where F is A; both TexA and TexB
  /// are near 0.7 where F is the mean of two textures of one strength that do not correlate.
  public static let firstTexture = Metric(
    name: "TexA", title: "texture of the infrared image kept",
    summary: "Correlation of fine detail with the infrared image's, where that has texture.",
    reference: "after Zhou, Civco, Silander 1998", minimumSide: TextureWindows.side,
    cddfuse: MetricConvention(.none, -1...1) { $0.firstTextures.kept })

  /// The same of B, the visible image or the MRI.
  public static let secondTexture = Metric(
    name: "TexB", title: "texture of the visible image kept",
    summary: "Correlation of fine detail with the visible image's, where that has texture.",
    reference: "after Zhou, Civco, Silander 1998", minimumSide: TextureWindows.side,
    cddfuse: MetricConvention(.none, -1...1) { $0.secondTextures.kept })

  /// TexA over the windows alone in which B is smooth: h(B) deviates by less than half as much as
  /// h(A). Nothing stands against keeping what is there; the mean of both images scores above 0.89.
  public static let firstOwnTexture = Metric(
    name: "OwnA", title: "texture that the infrared image alone has kept",
    summary: "As TexA, where the visible image is smooth.",
    reference: "after Zhou, Civco, Silander 1998", minimumSide: TextureWindows.side,
    cddfuse: MetricConvention(.none, -1...1) { $0.firstTextures.keptAlone })

  /// TexB over the windows alone in which A is smooth.
  public static let secondOwnTexture = Metric(
    name: "OwnB", title: "texture that the visible image alone has kept",
    summary: "As TexB, where the infrared image is smooth.",
    reference: "after Zhou, Civco, Silander 1998", minimumSide: TextureWindows.side,
    cddfuse: MetricConvention(.none, -1...1) { $0.secondTextures.keptAlone })
}
