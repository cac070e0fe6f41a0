// SPDX-License-Identifier: Apache-2.0

import Layers

/// How the weights move: AdamW, a schedule, clipping.
public struct OptimizationSettings: Codable, Sendable, Equatable {
  /// The shape of the learning rate over a phase.
  public enum Schedule: String, Codable, Sendable, CaseIterable {
    /// Up to the peak over a tenth of the phase, then down to nothing by half a cosine (Smith and
    /// Topin 2018).
    case oneCycle
    /// The peak, halved every 20 epochs, never below 1e-6 (CDDFuse, CVPR 2023).
    case stepped
    /// The peak throughout.
    case constant
  }

  /// The shape of the learning rate; each phase begins it anew.
  public var schedule = Schedule.oneCycle
  /// The network's highest learning rate.
  public var peakRate = 1e-3
  /// The discriminators' highest learning rate: lower, so that they do not win.
  public var discriminatorPeakRate = 5e-4
  /// AdamW's decay of weights.
  public var weightDecay = 1e-4
  /// Gradients of the network, and those of the discriminators, are scaled down to this norm.
  public var clippingNorm = 1.0
  /// The network's batch normalization goes by the running statistics as they are, in training as
  /// in use: for a run from trained weights with batches too small for statistics.
  public var freezesStatistics = false
  /// The share that a step leaves of the exponential mean of the network's weights, which is then
  /// what is measured and written; 0 keeps none. It grows to this from a tenth.
  public var weightAverageDecay = 0.0

  /// The defaults.
  public init() {}

  func validate() throws {
    try checkSetting("optimization.peakRate", peakRate, in: 0...1)
    try checkSetting("optimization.discriminatorPeakRate", discriminatorPeakRate, in: 0...1)
    try checkSetting("optimization.weightDecay", weightDecay, in: 0...1)
    try checkSetting("optimization.clippingNorm", clippingNorm, in: 1e-6...1e6)
    guard (0..<1).contains(weightAverageDecay) else {
      throw TrainingError.configuration(
        "optimization.weightAverageDecay is \(weightAverageDecay); 0 or more and less than 1 is wanted"
      )
    }
  }

  /// The learning rate of a phase of `steps` that rises to `peak`.
  func schedule(peak: Double, steps: Int, stepsPerEpoch: Int) -> LearningRateSchedule {
    switch schedule {
    case .oneCycle: .oneCycle(peak: peak, steps: steps, rise: 0.1)
    case .stepped: .stepped(rate: peak, factor: 0.5, interval: 20 * stepsPerEpoch, floor: 1e-6)
    case .constant: .constant(rate: peak)
    }
  }
}

extension OptimizationSettings {
  /// Reads all settings; those that came later may be absent, and are then off.
  public init(from decoder: any Decoder) throws {
    let settings = try decoder.container(keyedBy: CodingKeys.self)
    schedule = try settings.decode(Schedule.self, forKey: .schedule)
    peakRate = try settings.decode(Double.self, forKey: .peakRate)
    discriminatorPeakRate = try settings.decode(Double.self, forKey: .discriminatorPeakRate)
    weightDecay = try settings.decode(Double.self, forKey: .weightDecay)
    clippingNorm = try settings.decode(Double.self, forKey: .clippingNorm)
    freezesStatistics = try settings.decode(Bool.self, forKey: .freezesStatistics)
    weightAverageDecay =
      try settings.decodeIfPresent(Double.self, forKey: .weightAverageDecay) ?? 0
  }
}
