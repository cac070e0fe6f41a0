// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// What the network does with the validation pairs.
public struct ValidationReport: Sendable {
  /// The phase of the step before.
  public let phase: PhaseName
  /// Steps taken before.
  public let nextStep: Int
  /// The phase's weighted loss without its adversarial part: the lower, the better.
  public let loss: Double
  /// Named means: the losses, then the metrics of the fused images.
  public let values: [StepReport.Value]
  /// Pictures of the first pairs: sources and results side by side.
  public let panels: [(name: String, image: Image)]
}
