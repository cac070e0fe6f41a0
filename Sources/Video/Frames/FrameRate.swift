// SPDX-License-Identifier: Apache-2.0

/// Frames a second, as a fraction: 30000/1001 for NTSC.
public struct FrameRate: Sendable, Hashable {
  /// Frames in `denominator` seconds; 1 to a billion.
  public let numerator: Int
  /// Seconds in which they come; 1 to a billion.
  public let denominator: Int

  /// 25 frames a second: what is taken where nothing says a rate.
  public static let usual = Self(checked: 25, 1)

  private init(checked numerator: Int, _ denominator: Int) {
    (self.numerator, self.denominator) = (numerator, denominator)
  }

  /// Nil unless both are 1 to a billion, and the rate at most 1000 a second.
  public init?(_ numerator: Int, _ denominator: Int = 1) {
    let allowed = 1...1_000_000_000
    guard allowed.contains(numerator), allowed.contains(denominator),
      numerator <= 1000 * denominator
    else { return nil }
    (self.numerator, self.denominator) = (numerator, denominator)
  }

  /// Reads "30", "29.97" or "30000/1001"; nil where the text is none of these.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let numerator = Int(parts[0]), let denominator = Int(parts[1]) else { return nil }
      self.init(numerator, denominator)
    } else if let whole = Int(text) {
      self.init(whole)
    } else {
      guard let rate = Double(text), rate > 0, rate <= 1000 else { return nil }
      self.init(Int((rate * 1000).rounded()), 1000)
    }
  }

  /// Time from one frame to the next.
  public var period: Duration { time(ofFrame: 1) }

  /// When a frame comes, counted from 0.
  public func time(ofFrame index: Int) -> Duration {
    let (seconds, rest) = (index * denominator).quotientAndRemainder(dividingBy: numerator)
    return .seconds(seconds) + .seconds(rest) / numerator
  }
}

extension FrameRate: CustomStringConvertible {
  /// "30", "30000/1001".
  public var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}
