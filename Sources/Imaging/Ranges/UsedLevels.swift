// SPDX-License-Identifier: Apache-2.0

/// The levels that an image's brightness takes, each once: what ``Image/foundRange(excluding:)`` is
/// over.
struct UsedLevels {
  /// Pixels of one value, or of values that are one level.
  private struct Level {
    let low: Float
    var high: Float
    var count: Int
  }

  /// How many levels the middle of the values is divided into.
  private static let resolution = 256.0
  /// The share of the pixels on either side that does not decide how fine levels are.
  private static let tail = 0.02
  /// The largest share of the pixels that one value counts for in that.
  private static let largestShare = 0.001
  /// The share of the levels on either side that is left out.
  private static let margin = 0.01
  /// Fewer levels than this are all kept: one of them would be much of the picture.
  private static let fewest = 16
  /// From how many pixels on a level of a single pixel is a fault of the sensor.
  private static let manyPixels = 20_000

  private let levels: [Level]

  /// Divides values into levels; nil where there is none.
  init?(_ values: any RankedValues<Float>) {
    guard values.count > 0 else { return nil }
    let runs = Self.withoutFar(values.runs)
    let cap = max(1, Int(Self.largestShare * Double(values.count)))
    let all = Self.levels(runs, step: Self.middle(runs, cap: cap) / Self.resolution)
    let shown = values.count < Self.manyPixels ? all : all.filter { $0.count > 1 }
    levels = shown.isEmpty ? all : shown
  }

  /// From the 1st to the 99th percentile of the levels, rounded inwards, so that the outermost
  /// level on either side is left out.
  var range: BrightnessRange {
    let isFew = levels.count < Self.fewest
    let cut = isFew ? 0 : Int((Double(levels.count - 1) * Self.margin).rounded(.up))
    return BrightnessRange(
      low: levels[cut].low, high: levels[levels.count - 1 - cut].high, levelCount: levels.count)
  }

  /// Many values without one at either end that is farther from the next one than all others are
  /// from each other, such as -9999 of an unmarked file.
  private static func withoutFar(_ runs: [(value: Float, count: Int)])
    -> ArraySlice<(value: Float, count: Int)>
  {
    var runs = runs[...]
    while runs.count > 8 {
      let (first, last) = (runs.startIndex, runs.endIndex - 1)
      let below = runs[first + 1].value - runs[first].value
      let above = runs[last].value - runs[last - 1].value
      if below > runs[last].value - runs[first + 1].value {
        runs.removeFirst()
      } else if above > runs[last - 1].value - runs[first].value {
        runs.removeLast()
      } else {
        break
      }
    }
    return runs
  }

  /// How far the values reach without their tails, no value counting for more than `cap` pixels.
  private static func middle(_ runs: ArraySlice<(value: Float, count: Int)>, cap: Int) -> Double {
    let left = Int(tail * Double(runs.reduce(0) { $0 + min($1.count, cap) }))
    func end(_ runs: some Sequence<(value: Float, count: Int)>) -> Double {
      var passed = 0
      for run in runs {
        passed += min(run.count, cap)
        if passed > left { return Double(run.value) }
      }
      return 0
    }
    return end(runs.reversed()) - end(runs)
  }

  private static func levels(_ runs: ArraySlice<(value: Float, count: Int)>, step: Double)
    -> [Level]
  {
    var levels: [Level] = []
    for (value, count) in runs {
      if let last = levels.last, Double(value) - Double(last.low) < step {
        levels[levels.count - 1].high = value
        levels[levels.count - 1].count += count
      } else {
        levels.append(Level(low: value, high: value, count: count))
      }
    }
    return levels
  }
}
