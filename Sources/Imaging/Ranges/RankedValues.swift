// SPDX-License-Identifier: Apache-2.0

/// Values that can be asked for by rank: sorted ones, or a histogram.
package protocol RankedValues<Value> {
  /// What is ranked.
  associatedtype Value: BinaryFloatingPoint
  /// How many there are.
  var count: Int { get }

  /// The value with `rank` smaller or equal ones before it.
  func value(rank: Int) -> Value

  /// Each different value with how often it occurs, in rising order.
  var runs: [(value: Value, count: Int)] { get }
}

extension RankedValues {
  /// The quantile of a share, 0...1, linearly interpolated between the two nearest ranks: rank
  /// share * (count - 1), the usual definition (R's type 7, NumPy's default). 0 of no values.
  package func quantile(_ share: Double) -> Value {
    guard count > 0 else { return 0 }
    let rank = share * Double(count - 1)
    let below = Int(rank)
    let lower = value(rank: below)
    let upper = value(rank: min(below + 1, count - 1))
    let part = Value(rank - Double(below))
    let step = upper - lower
    // The difference of two numbers may be none.
    return step.isFinite ? lower + part * step : (1 - part) * lower + part * upper
  }
}
