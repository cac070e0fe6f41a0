// SPDX-License-Identifier: Apache-2.0

/// Values that can be asked for by rank.
protocol RankedValues {
  /// How many there are.
  var count: Int { get }

  /// The value with `rank` smaller or equal ones before it.
  func value(rank: Int) -> Float
}

extension RankedValues {
  /// The percentile, 0...100, linearly interpolated between the two nearest ranks: rank
  /// p / 100 * (count - 1), the usual definition (R's type 7, NumPy's default). 0 of no values.
  func percentile(_ percentage: Double) -> Float {
    guard count > 0 else { return 0 }
    let rank = percentage / 100 * Double(count - 1)
    let below = Int(rank)
    let lower = value(rank: below)
    let upper = value(rank: min(below + 1, count - 1))
    return lower + Float(rank - Double(below)) * (upper - lower)
  }
}
