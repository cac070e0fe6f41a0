// SPDX-License-Identifier: Apache-2.0

/// How the gray levels of a frame follow from those of the one before: x becomes gain x + offset.
struct LevelChange: Equatable {
  /// Smaller changes of a range, as a share of it, are taken for noise.
  static let leastStep: Float = 0.004

  var gain: Float
  var offset: Float

  /// A range that shows what it showed before the change.
  func moved(_ range: (low: Float, high: Float)) -> (low: Float, high: Float) {
    let (low, high) = (gain * range.low + offset, gain * range.high + offset)
    let least = (range.high - range.low) * Self.leastStep
    return max(abs(low - range.low), abs(high - range.high)) < least ? range : (low, high)
  }

  /// What two frames of one scene have in common.
  enum Finding: Equatable {
    /// The scene is the same, its levels may have changed.
    case same(LevelChange)
    /// The scene moves; its levels cannot be compared pixel by pixel.
    case moved
    /// It is another scene.
    case cut
  }

  /// Compares frames.
  ///
  /// A line is fitted to the pairs of levels by least squares, three times; each time pairs stay
  /// out that lie further from it than 2.5 times the median distance is: what moves. Where six
  /// tenths stay and the line explains 0.8 of their variance, the scene is the same. Where all the
  /// pairs' correlation is below 0.3, it is a cut.
  static func find(from before: GrayLevels, to after: GrayLevels) -> Finding {
    guard before.size == after.size else { return .cut }
    let pairs = zip(before.values, after.values).filter { $0.isFinite && $1.isFinite }
    guard pairs.count >= 64 else { return .cut }
    var fit = LineFit(pairs)
    let whole = fit.correlation
    var kept = pairs
    for _ in 0..<3 {
      let distances = pairs.map { abs($1 - fit.gain * $0 - fit.offset) }
      let limit = max(2.5 * distances.sorted()[distances.count / 2], fit.spread * 1e-3, 1e-6)
      kept = zip(pairs, distances).filter { $1 <= limit }.map(\.0)
      fit = LineFit(kept)
    }
    if kept.count * 10 >= pairs.count * 6, fit.correlation > 0.9, fit.gain > 0 {
      return .same(LevelChange(gain: fit.gain, offset: fit.offset))
    }
    return whole < 0.3 ? .cut : .moved
  }
}

/// A line by least squares.
private struct LineFit {
  let gain: Float
  let offset: Float
  let correlation: Float
  /// The standard deviation of the second numbers.
  let spread: Float

  init(_ pairs: [(Float, Float)]) {
    let count = Double(max(pairs.count, 1))
    let x = pairs.reduce(0.0) { $0 + Double($1.0) } / count
    let y = pairs.reduce(0.0) { $0 + Double($1.1) } / count
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for pair in pairs {
      let (dx, dy) = (Double(pair.0) - x, Double(pair.1) - y)
      (xx, xy, yy) = (xx + dx * dx, xy + dx * dy, yy + dy * dy)
    }
    let slope = xx > 0 ? xy / xx : 1
    (gain, offset) = (Float(slope), Float(y - slope * x))
    correlation = xx > 0 && yy > 0 ? Float(xy / (xx * yy).squareRoot()) : 0
    spread = Float((yy / count).squareRoot())
  }
}
