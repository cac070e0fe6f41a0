// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging

/// Tells of the ranges that were found: a line for each of a few images, one for all of many.
struct RangeSummary {
  /// As many images have lines of their own.
  private static let fewest = 4

  /// In which degrees temperatures are told.
  var scale = TemperatureScale.celsius
  private var first: [ImageRange] = []
  private var count = 0
  private var whole: BrightnessRange?

  /// Takes in ranges of further images.
  mutating func add(_ ranges: [ImageRange]) {
    for found in ranges {
      count += 1
      if first.count < Self.fewest { first.append(found) }
      let (range, sofar) = (found.range, whole ?? found.range)
      whole = BrightnessRange(
        low: min(sofar.low, range.low), high: max(sofar.high, range.high),
        unit: sofar.unit == range.unit ? range.unit : nil)
    }
  }

  /// What to print.
  var lines: [String] {
    guard let whole, count > Self.fewest else { return first.map { $0.text(in: scale) } }
    return [
      "\(count) images: each from the 1st to the 99th percentile of its own levels, "
        + "\(whole.text(in: scale)) in all; --range shared is one range for all"
    ]
  }
}
