// SPDX-License-Identifier: Apache-2.0

/// Watches the adversarial game: says when a discriminator has won, or has died, or the network
/// has.
///
/// It looks at the running means of a discriminator's verdicts, and of the norm of the network's
/// gradient, over about 50 steps.
struct GameWatch: Codable, Equatable {
  /// How the game stands for one discriminator.
  enum State: String, Codable {
    /// Neither side has the upper hand for good.
    case open
    /// It tells every fake: nothing it says helps the network.
    case won
    /// It tells nothing: it gives real images and fakes the same verdict.
    case died
  }

  /// The running means of one discriminator.
  private struct Mean: Codable, Equatable {
    var real = 0.5
    var fake = 0.5
    var state = State.open
  }

  private var means = [Mean(), Mean()]
  /// The running mean of the network's gradient norm; nil before the first step.
  private var gradientNorm: Double?
  private var isStuck = false
  private var steps = 0

  private static let memory = 0.98
  /// Steps before anything is said: the first verdicts mean nothing.
  private static let patience = 100
  /// Networks that learn stay above 0.2; one whose output layer is saturated falls to 0.001.
  private static let leastGradientNorm = 0.01

  /// Takes in a step's verdicts, and the norm of the network's gradient; returns a line for
  /// whatever has turned.
  mutating func warnings(after verdicts: [StepReport.Verdict], gradientNorm norm: Double)
    -> [String]
  {
    steps += 1
    let lines = means.indices.compactMap { warning(after: verdicts[$0], of: $0) }
    return lines + [warning(gradientNorm: norm)].compactMap(\.self)
  }

  private mutating func warning(gradientNorm norm: Double) -> String? {
    guard norm.isFinite else { return nil }
    let before = gradientNorm ?? norm
    let mean = before + (1 - Self.memory) * (norm - before)
    gradientNorm = mean
    let wasStuck = isStuck
    if steps >= Self.patience { isStuck = mean < Self.leastGradientNorm }
    guard isStuck != wasStuck else { return nil }
    return isStuck
      ? "the network has stopped learning (its gradient's norm is \((mean * 1e4).rounded() / 1e4)): "
        + "another seed or a lower optimization.peakRate may help"
      : "the network learns again"
  }

  private mutating func warning(after verdict: StepReport.Verdict, of index: Int) -> String? {
    guard verdict.real.isFinite, verdict.fake.isFinite else { return nil }
    var mean = means[index]
    mean.real += (1 - Self.memory) * (verdict.real - mean.real)
    mean.fake += (1 - Self.memory) * (verdict.fake - mean.fake)
    let before = mean.state
    if steps >= Self.patience { mean.state = state(of: mean) }
    means[index] = mean
    return mean.state == before ? nil : line(index, mean)
  }

  private func state(of mean: Mean) -> State {
    if mean.real > 0.95 && mean.fake < 0.05 { return .won }
    return mean.real - mean.fake < 0.01 ? .died : .open
  }

  private func line(_ index: Int, _ mean: Mean) -> String {
    let verdicts =
      "D(real) \((mean.real * 100).rounded() / 100), D(fake) \((mean.fake * 100).rounded() / 100)"
    let name = "discriminator \(index + 1)"
    return switch mean.state {
    case .won: "\(name) has won (\(verdicts)): it teaches the network nothing"
    case .died: "\(name) has died (\(verdicts)): it tells nothing apart"
    case .open: "the game of \(name) is open again (\(verdicts))"
    }
  }
}
