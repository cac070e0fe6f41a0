// SPDX-License-Identifier: Apache-2.0

/// What a detector reports.
public struct DetectionOptions: Sendable, Equatable {
  /// The lowest score, 0...1. Averages of precision want 0.001, pictures 0.3 or so.
  public var threshold = 0.3
  /// Of two boxes of one class that overlap by more than that, 0...1, the one with the lower score
  /// is left out.
  public var overlap = 0.45
  /// The classes that are looked for, by their numbers; nil for all.
  public var classes: Set<Int>?
  /// The most boxes of an image; those with the highest scores are kept.
  public var maximumCount = 300

  /// All settings at their defaults.
  public init() {}
}
