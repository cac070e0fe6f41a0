package import Tensors

/// What the intensity loss (16) wants the fused image to be.
///
/// With m and n the larger and the smaller of both images at each pixel and bars for means over the
/// image, `clip(gain (m - m̄ + minimumShare (n - n̄)) + m̄ + levelling (0.45 - m̄))`. The printed
/// equation's `max(a, b)` is ``printed``. A share of the smaller image keeps what `max` drops where
/// both have something to show; it is the formula that `daefuse evaluate` knows as `centred-max`.
public struct IntensityTarget: Codable, Sendable, Equatable {
  /// Of the smaller image's contrast, in 0...1.
  public var minimumShare = 0.4
  /// Of the sum's contrast about its mean, in 0.5...2.
  public var gain = 1.15
  /// How far the mean moves towards 0.45, in 0...1: room for contrast on both sides.
  public var levelling = 0.3

  /// The defaults, found on validation pairs.
  public init() {}

  /// Equation (16) as it is printed.
  public static var printed: Self {
    var target = Self()
    (target.minimumShare, target.gain, target.levelling) = (0, 1, 0)
    return target
  }

  func validate() throws {
    try check("target.minimumShare", minimumShare, in: 0...1)
    try check("target.gain", gain, in: 0.5...2)
    try check("target.levelling", levelling, in: 0...1)
  }

  /// The target for two images, `[N, 1, H, W]` each, and out.
  package func callAsFunction(_ first: Tensor, _ second: Tensor) -> Tensor {
    let (larger, smaller) = (first.maximum(second), first.minimum(second))
    let (mean, smallerMean) = (average(larger), average(smaller))
    let contrast = larger - mean + (smaller - smallerMean) * minimumShare
    let level = mean + (0.45 - mean) * levelling
    return (contrast * gain + level).clamped(0, 1)
  }

  private func average(_ x: Tensor) -> Tensor { x.mean(1, 2, 3, keepingDims: true) }
}
