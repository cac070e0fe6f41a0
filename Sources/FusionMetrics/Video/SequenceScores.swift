// SPDX-License-Identifier: Apache-2.0

/// How steady a fused film is, in gray levels a frame; lower is better. Both scores are defined
/// here; the article <doc:Definitions> has the formulas.
public struct SequenceScores: Sendable, Equatable {
  /// How many frames were seen, at least 2.
  public let frameCount: Int

  /// The mean over the steps from frame to frame of |mean F_t - mean F_(t-1)|, 0...255.
  ///
  /// Scenes that become lighter or darker count too, so compare methods on one film only.
  public let brightnessFlicker: Double

  /// The mean over steps and pixels of how far the change of F lies outside the span of the changes
  /// of A and B, 0...510: 0 where each pixel changes as a source does, or as any mixture of the
  /// two.
  public let temporalDifference: Double
}
