// SPDX-License-Identifier: Apache-2.0

/// How many durations were below which bounds, as Prometheus wants it.
struct DurationHistogram: Sendable {
  /// The bounds, in seconds.
  private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

  private var counts = [Int](repeating: 0, count: bounds.count)
  private var count = 0
  private var sum = 0.0

  /// Counts a duration.
  mutating func add(_ duration: Duration) {
    let seconds = duration / .seconds(1)
    count += 1
    sum += seconds
    if let place = Self.bounds.firstIndex(where: { seconds <= $0 }) { counts[place] += 1 }
  }

  /// The lines of the text format.
  func lines(_ name: String) -> [String] {
    var total = 0
    let buckets = zip(Self.bounds, counts).map { bound, count in
      total += count
      return "\(name)_bucket{le=\"\(bound)\"} \(total)"
    }
    return ["# TYPE \(name) histogram"] + buckets
      + ["\(name)_bucket{le=\"+Inf\"} \(count)", "\(name)_sum \(sum)", "\(name)_count \(count)"]
  }
}
