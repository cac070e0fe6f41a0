// SPDX-License-Identifier: Apache-2.0

/// How slowly the brightness of a fused film follows its cameras, and how far noise is averaged out
/// of it.
public struct Steadiness: Sendable, Hashable {
  /// The values that ``noiseReduction`` may have.
  public static let noiseReductions: ClosedRange<Float> = 0...0.95

  /// The time in which a range goes 0.63 of its way to that of the newest frame; above 0.
  public var timeConstant: Duration

  /// The share of the frame before in a fused one, where nothing moves: noise is averaged over some
  /// 1 / (1 - share) frames there. What differs by 10 gray levels of 255 or more, in the mean of
  /// 3x3 pixels, counts as moving. 0: frames are as they were fused.
  public var noiseReduction: Float

  /// - Precondition: `timeConstant` is above 0, `noiseReduction` in ``noiseReductions``.
  public init(timeConstant: Duration = .seconds(1), noiseReduction: Float = 0.8) {
    precondition(timeConstant > .zero, "Steadiness: a time constant of \(timeConstant)")
    precondition(
      Self.noiseReductions.contains(noiseReduction),
      "Steadiness: a noise reduction of \(noiseReduction)")
    (self.timeConstant, self.noiseReduction) = (timeConstant, noiseReduction)
  }
}
