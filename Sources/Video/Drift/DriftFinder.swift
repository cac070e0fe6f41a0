// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Finds by how much the second camera's clock is slow, from motion that both cameras see.
///
/// Every five seconds the motion of the last twenty in the first film is correlated with that in
/// the second one, at lags to a second around where the last one was; a parabola through the best
/// three correlations tells the lag to a few milliseconds. Where both clocks run alike all lags are
/// the same; else they grow, and the median of the slopes between any two of them is the drift
/// (Theil and Sen's line: lags that are wrong do not move it).
struct DriftFinder {
  /// Motion that is correlated, in seconds.
  private static let window = 20.0
  /// How often, in seconds.
  private static let interval = 5.0
  /// How far apart lags are that are tried, in seconds.
  private static let step = 0.01
  /// The largest lag beside the last one, in seconds.
  private static let reach = 1.0
  /// Correlations below it are of films that do not show the same motion.
  private static let leastCorrelation = 0.5
  /// Lags that are kept: those of twenty minutes.
  private static let most = 240

  /// A lag that was found.
  private struct Lag {
    /// The middle of its window.
    let time: Double
    /// How much later the second film shows the same, in seconds.
    let lag: Double
  }

  private var first = MotionTrack(span: 2 * window)
  private var second = MotionTrack(span: 2 * window)
  private var lags: [Lag] = []
  private var next: Double?
  /// By what share the second clock is slow, as ``TimePairing/drift``; nil: not known yet.
  private(set) var drift: Double?

  /// Looks at a frame of the first source.
  mutating func addFirst(_ frame: VideoFrame) {
    first.add(frame)
    guard let start = first.start, let end = first.end else { return }
    let due = next ?? start + Self.window + Self.reach
    guard end >= due + Self.reach else { return }
    next = due + Self.interval
    guard let lag = lag(from: due - Self.window) else { return }
    lags.append(Lag(time: due - Self.window / 2, lag: lag))
    if lags.count > Self.most { lags.removeFirst(lags.count - Self.most) }
    findDrift()
  }

  /// Looks at a frame of the second source, with its offset.
  mutating func addSecond(_ frame: VideoFrame) { second.add(frame) }

  private func lag(from start: Double) -> Double? {
    let count = Int(Self.window / Self.step)
    let most = Int(Self.reach / Self.step)
    let center = lags.last.map { ($0.lag / Self.step).rounded() * Self.step } ?? 0
    let fixed = Signal(first.samples(from: start, step: Self.step, count: count))
    let moved = second.samples(
      from: start + center - Self.reach, step: Self.step, count: count + 2 * most)
    let scores = (0...2 * most).map { fixed.correlation(with: moved[$0..<$0 + count]) }
    guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }),
      scores[best] >= Self.leastCorrelation, best > 0, best < 2 * most
    else { return nil }
    let (before, at, after) = (scores[best - 1], scores[best], scores[best + 1])
    let curve = before - 2 * at + after
    let part = curve < 0 ? (before - after) / (2 * curve) : 0
    return center + (Double(best - most) + part) * Self.step
  }

  private mutating func findDrift() {
    guard let first = lags.first, let last = lags.last, lags.count >= 4,
      last.time - first.time >= 2 * Self.interval
    else { return }
    var slopes: [Double] = []
    for (index, lag) in lags.enumerated() {
      for other in lags[..<index] {
        slopes.append((lag.lag - other.lag) / (lag.time - other.time))
      }
    }
    let slope = slopes.sorted()[slopes.count / 2]
    drift = 1 / (1 + slope) - 1
  }
}

/// Numbers whose correlation with others is looked for.
private struct Signal {
  private let values: [Double]
  private let energy: Double

  init(_ values: [Double]) {
    let mean = values.reduce(0, +) / Double(max(values.count, 1))
    self.values = values.map { $0 - mean }
    energy = self.values.reduce(0) { $0 + $1 * $1 }
  }

  /// Pearson's; 0 where either does not change.
  func correlation(with other: ArraySlice<Double>) -> Double {
    var (sum, squares, product) = (0.0, 0.0, 0.0)
    for (value, otherValue) in zip(values, other) {
      sum += otherValue
      squares += otherValue * otherValue
      product += value * otherValue
    }
    let spread = squares - sum * sum / Double(max(values.count, 1))
    return energy > 1e-12 && spread > 1e-12 ? product / (energy * spread).squareRoot() : 0
  }
}
