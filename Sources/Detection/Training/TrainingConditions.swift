// SPDX-License-Identifier: Apache-2.0

/// How the detectors of a table were trained, which the sheet states.
public struct TrainingConditions: Sendable, Equatable {
  /// How training part and test part were told apart.
  public let rule: String
  /// How many pairs the training part has.
  public let imageCount: Int
  /// What the detector is, and how it was trained.
  public let detector: String
  /// How many trainings each row has.
  public let seedCount: Int
  /// How long all trainings took, one after the other, looking at the test part included.
  public let hours: Double
}
