// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging

/// When an image was taken, as its file or its name tells.
enum CaptureTime {
  /// Seconds since some moment that is the same for all, by the EXIF data, else by a time stamp in
  /// the name; nil where neither has any.
  static func seconds(of image: NamedImage) -> Double? {
    let exif = captureTime(ofImageAt: image.path)
    return exif.flatMap(seconds(inDigitsOf:))
      ?? stamp(in: NameToken.tokens(of: image.name))?.seconds
  }

  /// The time stamp among a name's runs: 14 digits, or 8 and 6 with a separator between them.
  static func stamp(in tokens: [NameToken]) -> (seconds: Double, range: Range<Int>)? {
    for index in tokens.indices where tokens[index].kind == .number {
      if tokens[index].text.count == 14, let time = seconds(inDigitsOf: String(tokens[index].text))
      {
        return (time, index..<index + 1)
      }
      guard index + 2 < tokens.count, tokens[index].text.count == 8,
        tokens[index + 2].text.count == 6,
        let time = seconds(inDigitsOf: String(tokens[index].text + tokens[index + 2].text))
      else { continue }
      return (time, index..<index + 3)
    }
    return nil
  }

  /// Year, month, day, hour, minute, second and a fraction of a second, with anything between them.
  private static func seconds(inDigitsOf text: String) -> Double? {
    let digits = text.filter(\.isDigit)
    guard digits.count >= 14 else { return nil }
    var at = digits.startIndex
    let fields = [4, 2, 2, 2, 2, 2].compactMap { count -> Int? in
      defer { at = digits.index(at, offsetBy: count) }
      return Int(digits[at..<digits.index(at, offsetBy: count)])
    }
    let ranges = [1980...2100, 1...12, 1...31, 0...23, 0...59, 0...60]
    guard fields.count == 6, zip(ranges, fields).allSatisfy({ $0.contains($1) }) else { return nil }
    var time = tm()
    (time.tm_year, time.tm_mon) = (Int32(fields[0] - 1900), Int32(fields[1] - 1))
    (time.tm_mday, time.tm_hour) = (Int32(fields[2]), Int32(fields[3]))
    (time.tm_min, time.tm_sec) = (Int32(fields[4]), Int32(fields[5]))
    return Double(timegm(&time)) + (Double("0." + digits[at...]) ?? 0)
  }
}
