/// Watches the adversarial game: says when a discriminator has won, or has died.
///
/// It looks at the running means of a discriminator's verdicts, over about 50 steps.
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
  private var steps = 0

  private static let memory = 0.98
  /// Steps before anything is said: the first verdicts mean nothing.
  private static let patience = 100

  /// Takes a step's verdicts in; returns a line for each discriminator whose game has turned.
  mutating func notice(_ verdicts: [StepReport.Verdict]) -> [String] {
    steps += 1
    return means.indices.compactMap { notice(verdicts[$0], of: $0) }
  }

  private mutating func notice(_ verdict: StepReport.Verdict, of index: Int) -> String? {
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
