// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How values are placed along an edge of a chart, and the marks there.
struct Axis: Equatable {
  enum Scale: Equatable {
    case linear
    case logarithmic
  }

  /// A labeled place.
  struct Tick: Equatable {
    /// 0...1 along the axis.
    let position: Double
    let label: String
  }

  let scale: Scale
  private let low: Double
  private let high: Double

  /// An axis for values, all finite; logarithmic ones above 0. Without an extent it gets one.
  init(_ scale: Scale, from low: Double, to high: Double) {
    self.scale = scale
    guard low == high else {
      (self.low, self.high) = (low, high)
      return
    }
    let margin = low == 0 ? 1 : abs(low) / 2
    (self.low, self.high) = (low - margin, high + margin)
  }

  /// The axis that shows curves best: all means, and nearly all of the spread around them.
  ///
  /// It is logarithmic where all is above 0 and the greatest is more than 30 times the least,
  /// unless it must be linear; then it begins at 0, or below.
  init(fitting curves: [Curve], mustBeLinear: Bool) {
    let points = curves.flatMap(\.points)
    let (lows, highs) = (points.map(\.low).sorted(), points.map(\.high).sorted())
    let fringe = points.count / 50
    let low = min(points.map(\.mean).min() ?? 0, lows.dropFirst(fringe).first ?? 0)
    let high = max(points.map(\.mean).max() ?? 1, highs.dropLast(fringe).last ?? 1)
    if mustBeLinear {
      self.init(.linear, from: min(low, 0), to: max(high, 0))
    } else {
      self.init(low > 0 && high > 30 * low ? .logarithmic : .linear, from: low, to: high)
    }
  }

  /// Where a value lies: 0 at the low end, 1 at the high end.
  func position(of value: Double) -> Double {
    switch scale {
    case .linear: (value - low) / (high - low)
    case .logarithmic: log(max(value, .leastNormalMagnitude) / low) / log(high / low)
    }
  }

  /// Marks at round values, some `count` of them.
  func ticks(_ count: Int) -> [Tick] {
    let values = scale == .linear ? linearValues(count) : logarithmicValues(count)
    return values.map { Tick(position: position(of: $0), label: String(format: "%.4g", $0)) }
  }

  /// Multiples of 1, 2 or 5 times a power of ten.
  private func linearValues(_ count: Int) -> [Double] {
    let raw = (high - low) / Double(count)
    let power = pow(10, log10(raw).rounded(.down))
    let step = ([1, 2, 5, 10].map { $0 * power }.first { $0 >= raw * 0.999 }) ?? raw
    let multiples = (low / step).rounded(.up)...max((high / step).rounded(.down), low / step + 1)
    return stride(from: multiples.lowerBound, through: multiples.upperBound, by: 1)
      .map { $0 * step }.filter { $0 <= high }
  }

  /// Powers of ten; with 2 and 5 times them where those are few.
  private func logarithmicValues(_ count: Int) -> [Double] {
    let exponents = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
    let powers = exponents.map { pow(10, Double($0)) }.filter { (low...high).contains($0) }
    if powers.count >= 3 {
      let interval = (powers.count + count - 1) / count
      return powers.enumerated().filter { $0.offset % interval == 0 }.map(\.element)
    }
    return exponents.flatMap { exponent in [1, 2, 5].map { $0 * pow(10, Double(exponent)) } }
      .filter { (low...high).contains($0) }
  }
}
