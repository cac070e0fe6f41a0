// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What is written beside a color bar: numbers at its ends, and round ones in between.
struct BarScale {
  /// A number and where it stands, 0 at the coldest end to 1 at the hottest.
  struct Mark: Equatable {
    let place: Float
    let text: String
  }

  /// From the coldest to the hottest; the first and the last are the ends.
  let marks: [Mark]

  /// Finds the numbers.
  ///
  /// - Parameters:
  ///   - range: What the ends stand for; of a file in which 0 is white its low end is the hot one.
  ///   - scale: The degrees, where the range's unit is known.
  ///   - room: How many marks one above the other have room along the bar.
  init(_ range: BrightnessRange, _ scale: TemperatureScale, room: Int) {
    let toDegrees = { (value: Float) in range.unit.map { scale.degrees($0.celsius(value)) } }
    let low = toDegrees(range.low) ?? range.low, high = toDegrees(range.high) ?? range.high
    let unit = range.unit == nil ? "" : scale.symbol
    let labels = endLabels(low, high)
    let ends = (Mark(place: 0, text: labels.low + unit), Mark(place: 1, text: labels.high + unit))
    let between = Self.roundNumbers(between: Double(low), and: Double(high), room: room)
    let rising = [ends.0] + between + [ends.1]
    marks =
      range.inversion == nil
      ? rising : rising.reversed().map { Mark(place: 1 - $0.place, text: $0.text) }
  }

  /// Multiples of 1, 2 or 5 times a power of ten that have room, away from the ends.
  private static func roundNumbers(between low: Double, and high: Double, room: Int) -> [Mark] {
    let width = high - low
    guard room > 2, width > 0, width.isFinite else { return [] }
    let margin = width / Double(room - 1)
    let power = pow(10, log10(margin).rounded(.down))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= margin } ?? 10 * power
    guard step.isNormal, abs(low) < 1e6 * step, abs(high) < 1e6 * step else { return [] }
    let digits = min(max(0, -Int(log10(step).rounded(.down))), 15)
    let numbers = stride(from: (low / step).rounded(.up), through: high / step, by: 1)
      .map { $0 * step }.filter { $0 - low >= margin && high - $0 >= margin }
    return numbers.map {
      Mark(place: Float(($0 - low) / width), text: String(format: "%.\(digits)f", $0 + 0))
    }
  }
}
