// SPDX-License-Identifier: Apache-2.0

/// How steady several methods are on one video, and the video itself for orientation, in grey
/// levels a frame: `SequenceScores` of `FusionMetrics`.
package struct SequenceTable: Sendable, Equatable {
  /// What the frames of one method, or of one source, scored.
  package struct Row: Sendable, Equatable {
    /// The method, or "first source" and "second source".
    package let name: String
    /// Brightness flicker, 0...255, lower is better.
    package let flicker: Double
    /// Temporal difference, 0...510, lower is better; nil for a source, which it is measured
    /// against.
    package let temporalDifference: Double?

    /// Puts scores together.
    package init(name: String, flicker: Double, temporalDifference: Double?) {
      (self.name, self.flicker) = (name, flicker)
      self.temporalDifference = temporalDifference
    }
  }

  /// How many frames the video has, at least 2.
  package let frameCount: Int
  /// The methods, in the order of the score table's measured rows.
  package let methods: [Row]
  /// The visible one, then the infrared one.
  package let sources: [Row]

  /// Puts rows together.
  package init(frameCount: Int, methods: [Row], sources: [Row]) {
    (self.frameCount, self.methods, self.sources) = (frameCount, methods, sources)
  }
}
