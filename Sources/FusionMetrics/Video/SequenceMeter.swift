// SPDX-License-Identifier: Apache-2.0

/// Scores a fused film frame by frame: ``SequenceScores/brightnessFlicker`` and
/// ``SequenceScores/temporalDifference``. It keeps no more than the last frame.
///
/// ```swift
/// var meter = SequenceMeter()
/// for frame in frames { try meter.add(frame) }
/// let flicker = meter.scores?.brightnessFlicker
/// ```
public struct SequenceMeter: Sendable {
  private var last: FusedTriple?
  private var steps = 0
  private var brightnessChanges = 0.0
  private var unexplainedChanges = 0.0

  /// A meter that has seen nothing.
  public init() {}

  /// Adds the next frame.
  /// - Throws: ``FusionMetricsError`` with the code `unequalSizes` where its size is not that of
  ///   the frame before.
  public mutating func add(_ frame: FusedTriple) throws(FusionMetricsError) {
    defer { last = frame }
    guard let last else { return }
    guard frame.size == last.size else {
      throw FusionMetricsError(
        .unequalSizes, triple: frame.name,
        "the frame is \(frame.size), the one before (\(last.name)) \(last.size); one size is wanted"
      )
    }
    steps += 1
    brightnessChanges += abs(meanLevel(frame.fused) - meanLevel(last.fused))
    unexplainedChanges += unexplainedChange(from: last, to: frame)
  }

  /// The scores of the frames so far; nil before the second one.
  public var scores: SequenceScores? {
    guard steps > 0 else { return nil }
    return SequenceScores(
      frameCount: steps + 1, brightnessFlicker: brightnessChanges / Double(steps),
      temporalDifference: unexplainedChanges / Double(steps))
  }
}

private func meanLevel(_ image: GrayImage) -> Double {
  Double(image.levels.reduce(0) { $0 &+ Int($1) }) / Double(image.levels.count)
}

/// The mean over all pixels of how far F's change lies outside the span of A's and B's.
private func unexplainedChange(from last: FusedTriple, to next: FusedTriple) -> Double {
  let fused = changes(from: last.fused, to: next.fused)
  let first = changes(from: last.first, to: next.first)
  let second = changes(from: last.second, to: next.second)
  var sum = 0
  for i in fused.indices {
    let (low, high) = (min(first[i], second[i]), max(first[i], second[i]))
    sum += Int(max(low - fused[i], 0, fused[i] - high))
  }
  return Double(sum) / Double(fused.count)
}

private func changes(from last: GrayImage, to next: GrayImage) -> [Int16] {
  zip(last.levels, next.levels).map { Int16($1) - Int16($0) }
}
