// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The brightness that is shown as black and the one that is shown as white, in an image's own
/// units.
public struct BrightnessRange: Sendable, Hashable {
  /// What is black, or white in a file in which 0 is white.
  public let low: Float
  /// What is white, or black; ``low`` where the image has one value alone, and all is black then.
  public let high: Float
  /// How many levels the range was found among; nil where it was given.
  public let levelCount: Int?
  /// What the numbers count; nil where that is not known.
  public internal(set) var unit: TemperatureUnit?
  /// See ``ImageNotes/inversion``.
  package internal(set) var inversion: Float?

  /// Names both ends.
  /// - Precondition: `low` is not above `high`.
  public init(low: Float, high: Float, levelCount: Int? = nil, unit: TemperatureUnit? = nil) {
    precondition(low <= high, "BrightnessRange: \(low) to \(high)")
    (self.low, self.high, self.levelCount, self.unit) = (low, high, levelCount, unit)
  }

  /// What of the samples is black: they rise with brightness where the file's numbers do not.
  package var lowSample: Float { inversion.map { $0 - high } ?? low }
  /// What of the samples is white.
  package var highSample: Float { inversion.map { $0 - low } ?? high }

  /// The range of samples from one to another, in this one's units.
  package func ofSamples(from low: Float, to high: Float) -> BrightnessRange {
    var range = BrightnessRange(
      low: inversion.map { $0 - high } ?? low, high: inversion.map { $0 - low } ?? high, unit: unit)
    range.inversion = inversion
    return range
  }

  /// 0...1 for a sample whose value in the file is within the range; clamped beyond it, and 0 for
  /// not-a-number.
  @inline(__always)
  func unit(_ value: Float) -> Float {
    let (width, black) = (high - low, lowSample)
    return width > 0 ? clampedToUnit((value - black) / width) : 0
  }
}

extension BrightnessRange: CustomStringConvertible {
  /// "7015 to 8960 (1st to 99th percentile of 245 levels)", "27850 to 30756, 5.4 to 34.4 °C (1st to
  /// 99th percentile of 245 levels)".
  public var description: String { text(in: .celsius) }

  /// The same with degrees of a scale.
  package func text(in scale: TemperatureScale) -> String {
    let levels = levelCount.map { " (1st to 99th percentile of \($0) level\($0 == 1 ? "" : "s"))" }
    return (ends(in: scale, by: numbers)) + (levels ?? "")
  }

  /// The low end alone, of a range that stands for one value: "30000, 26.9 °C".
  package var lowText: String { ends(in: .celsius) { low, _ in endLabels(low, low).low } }

  /// The ends in words, in degrees too where the unit is known.
  private func ends(in scale: TemperatureScale, by words: (Float, Float) -> String) -> String {
    guard let unit else { return words(low, high) }
    let ends = [low, high].map { scale.degrees(unit.celsius($0)) }
    let degrees = words(ends[0], ends[1]) + scale.symbol
    return unit == .celsius ? degrees : "\(words(low, high)), \(degrees)"
  }
}

/// Two numbers to a thousandth of what lies between them, or better.
private func numbers(_ low: Float, _ high: Float) -> String {
  let ends = endLabels(low, high)
  return "\(ends.low) to \(ends.high)"
}

/// The same apart, with as few digits as that takes: those of a hundredth, or one more.
func endLabels(_ low: Float, _ high: Float) -> (low: String, high: String) {
  let ends = [low, high].map(Double.init)
  let width = ends[1] - ends[0]
  var digits = width > 0 && width.isFinite ? 3 - Int(log10(width).rounded(.up)) : 0
  digits = min(max(digits, 0), 15)
  let unit = pow(10, Double(digits))
  if ends.contains(where: { abs(($0 * unit).rounded() / unit - $0) > width / 1000 }) { digits += 1 }
  return (String(format: "%.\(digits)f", ends[0]), String(format: "%.\(digits)f", ends[1]))
}
