// SPDX-License-Identifier: Apache-2.0

/// What one step did; plain numbers.
public struct StepReport: Sendable, Equatable {
  /// A number with a name, such as "texture".
  public struct Value: Sendable, Equatable {
    /// What it is of.
    public let name: String
    /// The number.
    public let value: Double
  }

  /// The phase.
  public let phase: PhaseName
  /// The step, counted over both phases from 0.
  public let step: Int
  /// The network's learning rate.
  public let learningRate: Double
  /// The network's weighted sum of losses, equation (6) or (13).
  public let loss: Double
  /// The losses one by one, unweighted: those of the network, then those of the discriminators.
  public let losses: [Value]
  /// What each discriminator gives, as mean probabilities: D1 of real images, of fakes, then D2.
  public let verdicts: [Verdict]
  /// The norm of the network's gradients before clipping.
  public let gradientNorm: Double
  /// The norm of both discriminators' gradients before clipping.
  public let discriminatorGradientNorm: Double
  /// Whether the step was taken; not where a gradient was not finite.
  public let isTaken: Bool

  /// One discriminator's mean verdicts on a batch, 0...1.
  public struct Verdict: Sendable, Equatable {
    /// D(real): the probability it gives real images to be real.
    public let real: Double
    /// D(fake): the same of what the network made.
    public let fake: Double
  }
}
