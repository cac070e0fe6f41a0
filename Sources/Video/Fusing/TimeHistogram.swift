// SPDX-License-Identifier: Apache-2.0

/// How often times occurred, to a millisecond and up to five seconds: of a film of any length, in
/// the same memory.
public struct TimeHistogram: Sendable, Hashable {
  private var counts = [Int](repeating: 0, count: 5001)
  /// How many times were counted.
  public private(set) var count = 0

  /// Counts a time; its sign is not looked at.
  mutating func add(_ time: Duration) {
    let milliseconds = (max(time, .zero - time) / .milliseconds(1)).rounded()
    counts[Int(min(milliseconds, 5000))] += 1
    count += 1
  }

  /// The time below or at which a share of all lie; nil where there are none.
  ///
  /// - Parameter share: 0.5 for the median; in 0...1.
  /// - Returns: To a millisecond; 5 s for anything longer.
  public func quantile(_ share: Double) -> Duration? {
    guard count > 0 else { return nil }
    var left = Int((Double(count) * share).rounded(.up))
    for (milliseconds, number) in counts.enumerated() {
      left -= number
      if left <= 0 { return .milliseconds(milliseconds) }
    }
    return nil
  }
}
