// SPDX-License-Identifier: Apache-2.0

/// A date and a time of day as DICOM writes them (PS 3.5: DA, TM, DT), by the scanner's clock.
struct DICOMTime: Sendable, Comparable {
  /// Seconds since some midnight long ago.
  let seconds: Double

  init(seconds: Double) { self.seconds = seconds }

  /// Of a date "20201217" and a time "104830.35", whose minutes and seconds may be left out.
  init?(date: String?, time: String?) {
    guard let date, let time, let day = Self.day(date), let seconds = Self.seconds(time) else {
      return nil
    }
    self.init(seconds: day * 86400 + seconds)
  }

  /// Of both in one, "20201217104830.35"; a time zone behind it is left out, as the other times of
  /// a file have none.
  init?(dateTime: String?) {
    guard let text = dateTime?.prefix(while: { $0 != "+" && $0 != "-" }) else { return nil }
    self.init(date: String(text.prefix(8)), time: String(text.dropFirst(8)))
  }

  static func < (a: Self, b: Self) -> Bool { a.seconds < b.seconds }

  /// Days since March 1 of year 0 (Hinnant, "chrono-compatible low-level date algorithms").
  private static func day(_ text: String) -> Double? {
    let digits = text.filter { $0 != "." }  // ACR-NEMA's 2020.12.17
    guard digits.count == 8, let number = Int(digits), number > 0 else { return nil }
    let (month, day) = (number / 100 % 100, number % 100)
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    let year = number / 10000 - (month <= 2 ? 1 : 0)
    let monthFromMarch = (month + 9) % 12
    let days = 365 * year + year / 4 - year / 100 + year / 400
    return Double(days + (153 * monthFromMarch + 2) / 5 + day - 1)
  }

  private static func seconds(_ text: String) -> Double? {
    let parts = text.filter { $0 != ":" }.split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, [2, 4, 6].contains(whole.count),
      let clock = Int(whole + String(repeating: "0", count: 6 - whole.count)), clock >= 0,
      let fraction = parts.count == 2 ? Double("0.\(parts[1])") : 0
    else { return nil }
    return Double(clock / 10000 * 3600 + clock / 100 % 100 * 60 + clock % 100) + fraction
  }
}
