// SPDX-License-Identifier: Apache-2.0

/// How a detector is trained; the same for every method.
public struct DetectorTrainingSettings: Sendable, Equatable {
  /// Pixels of the side of the squares, a multiple of 32.
  public var side = 640
  /// Squares of a step.
  public var batch = 8
  /// How many steps there are.
  public var steps = 160
  /// The highest learning rate of AdamW; it rises over a twentieth of the steps, then falls along
  /// half a cosine to a hundredth.
  public var rate = 3e-4
  /// The share of steps, from the first on, whose squares are mosaics.
  public var mosaicShare = 0.8

  /// Those that were chosen by a validation part of the training sets.
  public init() {}
}
