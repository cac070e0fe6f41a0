// SPDX-License-Identifier: Apache-2.0

/// How steady several methods are on one video, and the video itself for orientation, in gray
/// levels a frame: `SequenceScores` of `FusionMetrics`.
public struct SequenceTable: Sendable, Equatable {
  /// What the frames of one method, or of one source, scored.
  public struct Row: Sendable, Equatable {
    /// The method, or "first source" and "second source".
    public let name: String
    /// Brightness flicker, 0...255, lower is better.
    public let flicker: Double
    /// Temporal difference, 0...510, lower is better; nil for a source, which it is measured
    /// against.
    public let temporalDifference: Double?

    /// Puts scores together.
    public init(name: String, flicker: Double, temporalDifference: Double?) {
      (self.name, self.flicker) = (name, flicker)
      self.temporalDifference = temporalDifference
    }
  }

  /// How many frames the video has, at least 2.
  public let frameCount: Int
  /// The methods, in the order of the score table's measured rows.
  public let methods: [Row]
  /// The visible one, then the infrared one.
  public let sources: [Row]

  /// Puts rows together.
  public init(frameCount: Int, methods: [Row], sources: [Row]) {
    (self.frameCount, self.methods, self.sources) = (frameCount, methods, sources)
  }
}
