// SPDX-License-Identifier: Apache-2.0

public import Geometry
public import Imaging

/// How a pair of images is fused around a method: color, ranges, sizes and depth.
public struct FusionOptions: Sendable, Equatable {
  /// Whether the fused image has color.
  public enum Color: String, Sendable, CaseIterable {
    /// Color where a source has it.
    case auto
    /// An RGB image in any case.
    case keep
    /// A gray image in any case.
    case gray
  }

  /// Which source's chroma goes back on the fused luminance.
  public enum ColorSource: String, Sendable, CaseIterable {
    /// The one that has color; the first if both have.
    case auto
    /// The first image, gray or not.
    case first
    /// The second image, gray or not.
    case second
  }

  /// Whether the fused image has color.
  public var color = Color.auto
  /// Whose chroma it has.
  public var colorSource = ColorSource.auto
  /// Which brightness of the first image counts as black and white.
  public var firstRange = RangeMapping.automatic
  /// The same of the second image.
  public var secondRange = RangeMapping.automatic
  /// Values of the first image, in its file's own units, that stand for pixels that were not seen,
  /// such as -9999; a pixel is one where all its samples are. The other image is taken there.
  public var firstNoData: [Double] = []
  /// The same of the second image.
  public var secondNoData: [Double] = []
  /// How far the result leans to one of the images, -1...1: 0 is what the method makes of both, -1
  /// the first image's luminance, 1 the second one's, with no less contrast than the result had. In
  /// between it goes over evenly, at all pixels alike.
  public var lean = 0.0
  /// Whether a method sees the second image's detail where the first one is saturated over an area:
  /// a person before a headlamp. Tables are made without it.
  public var looksThroughGlare = false
  /// What of the second image is marked in color; nil: nothing. The result has color then.
  public var highlight: Highlight?
  /// Stretches the fused luminance to 0...1 by its smallest and largest value, as published
  /// evaluations do. It changes entropy and deviation and makes video flicker.
  public var isStretched = false
  /// Where the second image lies in the first one; nil: the images are registered. It is resampled
  /// once; where it does not reach the first image is taken, with a soft edge. Sizes may differ
  /// then: a rig of images of other sizes is scaled where their shape is the same.
  public var alignment: Rig?
  /// Moves the parts of the second image by up to 2 % of the width to where the edges of the first
  /// one say that they lie: a dense flow on oriented gradients, found for each pair anew, smooth,
  /// and near 0 where one image has no edges. After the ``alignment``, with which it is one
  /// resampling; without one for registered images with small errors. A pair whose gradients agree
  /// no better by it stays as it was. Not for films, which it would make restless.
  public var refinesAlignment = false
  /// Resizes the second image to the first where they differ, instead of an error.
  public var resizesSecond = false
  /// What the images show.
  public var subject = FusionSubject.photographic
  /// Whether large images are fused in tiles.
  public var tiling = FusionTiling.automatic
  /// Type of the fused image's samples.
  public var depth = Depth.uint8

  /// All settings at their defaults.
  public init() {}
}
