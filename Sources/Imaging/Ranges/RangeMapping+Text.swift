// SPDX-License-Identifier: Apache-2.0

extension RangeMapping {
  /// The range that a text names: `auto`, `full`, or both ends, `7000:9000`; nil for any other.
  package init?(_ text: String) {
    switch text {
    case "auto": self = .automatic
    case "full": self = .full
    default:
      guard let (low, high) = ends(text) else { return nil }
      self = .values(low: low, high: high)
    }
  }

  /// The percentiles that a text names: `1:99`; nil for any other.
  package init?(percentiles text: String) {
    guard let (low, high) = ends(text), low >= 0, high <= 100 else { return nil }
    self = .percentiles(low: low, high: high)
  }
}

/// LOW:HIGH, the low end below the high one.
private func ends(_ text: String) -> (low: Double, high: Double)? {
  let ends = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
  guard ends.count == 2, let low = ends[0], let high = ends[1], low < high,
    low.isFinite, high.isFinite
  else { return nil }
  return (low, high)
}
