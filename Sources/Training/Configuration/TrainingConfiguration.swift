// SPDX-License-Identifier: Apache-2.0

public import FusionModel

/// Every setting of a training run. It is written into the run's folder and into the weights.
///
/// As JSON it may leave settings out, which then keep their defaults; a name that is no setting is
/// an error.
public struct TrainingConfiguration: Codable, Sendable, Equatable {
  /// The network.
  public var model: ModelConfiguration
  /// Channels d of a discriminator's first stage: d, 2d, 4d, 8d; by default the network's `width`.
  public var discriminatorWidth: Int
  /// Decides first weights, crops and the split; a run is a function of it.
  public var seed: UInt64 = 1
  /// Crops a step, on each rank.
  public var batch = 8
  /// Pixels a side of a crop; at least 32. Smaller pairs are left out, but for a `batch` of 1,
  /// where they give the largest crop that they hold.
  public var crop = 128
  /// How much exposure and gamma of each crop are varied, as other cameras would: 0, not at all, to
  /// 1, gammas from 0.37 to 2.7.
  public var toneVariation = 0.0
  /// Epochs of phase one, reconstruction. An epoch is one crop of each pair.
  public var phase1Epochs = 40
  /// Epochs of phase two, fusion.
  public var phase2Epochs = 80
  /// Steps of the whole run, shared between the phases as their epochs are; 0 leaves the length to
  /// the epochs.
  public var steps = 0
  /// How the weights move.
  public var optimization = OptimizationSettings()
  /// What they move towards.
  public var losses = LossSettings()
  /// What is measured, and how often.
  public var validation = ValidationSettings()
  /// Steps between checkpoints.
  public var checkpointInterval = 100
  /// What products and convolutions are computed in.
  public var precision = TrainingPrecision.float32

  /// Pixels of a step's crops of one modality, at most: 8 GiB of memory.
  private static let mostPixels = 1 << 31

  /// The defaults for a network.
  public init(model: ModelConfiguration) {
    self.model = model
    discriminatorWidth = model.width
  }

  /// - Throws: ``TrainingError`` that names the setting at fault.
  public func validate() throws {
    do { try model.validate() } catch { throw TrainingError.configuration("\(error)") }
    try checkSetting("batch", batch, in: 1...65536)
    try checkSetting("crop", crop, in: 32...16384)
    try checkSetting("phase1Epochs", phase1Epochs, in: 0...1_000_000)
    try checkSetting("phase2Epochs", phase2Epochs, in: 0...1_000_000)
    try checkSetting("steps", steps, in: 0...1_000_000_000)
    try checkSetting("checkpointInterval", checkpointInterval, in: 1...1_000_000_000)
    guard batch * crop * crop <= Self.mostPixels else {
      throw TrainingError.configuration(
        "batch is \(batch) with crop \(crop); at most \(Self.mostPixels) pixels a step are wanted")
    }
    guard (1...4096).contains(discriminatorWidth) else {
      throw TrainingError.configuration(
        "discriminatorWidth is \(discriminatorWidth); 1 to 4096 is wanted")
    }
    guard phase1Epochs + phase2Epochs > 0 else {
      throw TrainingError.configuration("both phases have 0 epochs; at least one is wanted")
    }
    try checkSetting("toneVariation", toneVariation, in: 0...1)
    try optimization.validate()
    try losses.validate()
    try validation.validate()
  }
}

/// Throws unless `value` lies within `range`.
func checkSetting<Value>(_ name: String, _ value: Value, in range: ClosedRange<Value>) throws {
  guard range.contains(value) else {
    throw TrainingError.configuration(
      "\(name) is \(value); \(range.lowerBound) to \(range.upperBound) is wanted")
  }
}
