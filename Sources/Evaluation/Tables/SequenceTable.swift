// SPDX-License-Identifier: Apache-2.0

/// How steady several methods are on one video, and the video itself for orientation, in gray
/// levels a frame: `SequenceScores` of `FusionMetrics`, and what motion leaves unexplained. Of
/// volumes the same from slice to slice, without motion.
public struct SequenceTable: Sendable, Equatable {
  /// What the frames of one method, or of one source, scored.
  public struct Row: Sendable, Equatable {
    /// The method, or "first source", "second source" and "average of both".
    public let name: String
    /// Brightness flicker, 0...255, lower is better.
    public let flicker: Double
    /// Temporal difference, 0...510, lower is better; nil for a source, which it is measured
    /// against.
    public let temporalDifference: Double?
    /// What of the changes from frame to frame is left where each pixel is followed along the
    /// motion of the visible film, 0...255, lower is better; a dull film has little of anything.
    public var flowDifference: Double?
    /// The same over the standard deviation of each frame: contrast costs nothing.
    public var flowDifferencePerDeviation: Double?
    /// By how many levels the mean of what stands changes where the second camera becomes lighter
    /// at once, 0...255, lower is better; nil where no step was seen or injected.
    public var stepResponse: Double?
    /// What is left of things where they have just been, 0...255, lower is better; nil where
    /// nothing is known of what moves.
    public var ghosting: Double?

    /// Puts scores together.
    public init(name: String, flicker: Double, temporalDifference: Double?) {
      (self.name, self.flicker) = (name, flicker)
      self.temporalDifference = temporalDifference
    }
  }

  /// What follows each other.
  public enum Unit: String, Sendable {
    /// A frame of a video.
    case frame
    /// A slice of a volume.
    case slice
  }

  /// How many frames the video has, or slices the volumes have, at least 2.
  public let frameCount: Int
  /// Whether they are frames or slices.
  public var unit = Unit.frame
  /// The methods, in the order of the score table's measured rows.
  public let methods: [Row]
  /// The visible one, the infrared one, and the average of both.
  public let sources: [Row]

  /// Puts rows together.
  public init(frameCount: Int, methods: [Row], sources: [Row], unit: Unit = .frame) {
    (self.frameCount, self.methods, self.sources) = (frameCount, methods, sources)
    self.unit = unit
  }
}
