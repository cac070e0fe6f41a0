// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Imaging

/// Which brightness is black and which white.
struct RangeOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,  // the value may begin with a minus sign
    help: ArgumentHelp(
      "Black and white of the second image in its own units: 7000:9000, -20:40; auto: the range "
        + "that it uses, where it has more than 8 bits or floats outside 0 to 1; shared: one such "
        + "range for all images, for series; full: the whole range of its type.",
      valueName: "low:high|auto|shared|full"),
    transform: rangeChoice)
  var range: RangeChoice?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The same of the first image.", valueName: "low:high|auto|shared|full"),
    transform: rangeChoice)
  var rangeFirst: RangeChoice?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Black and white of the second image by percentiles of its pixels: 1:99.",
      valueName: "low:high"),
    transform: percentiles)
  var percentile: RangeMapping?

  func validate() throws {
    if range != nil && percentile != nil {
      throw ValidationError("--range and --percentile cannot go together")
    }
  }

  /// The first image's range.
  var first: RangeChoice { rangeFirst ?? .each(.automatic) }
  /// The second image's range.
  var second: RangeChoice { range ?? .each(percentile ?? .automatic) }
}

/// Reads LOW:HIGH or a word.
func rangeChoice(_ text: String) throws -> RangeChoice {
  if text == "shared" { return .shared }
  guard let mapping = RangeMapping(text) else { throw noRange(text) }
  return .each(mapping)
}

/// Reads LOW:HIGH of percentiles.
func percentiles(_ text: String) throws -> RangeMapping {
  guard case .values? = RangeMapping(text) else { throw noRange(text) }
  guard let mapping = RangeMapping(percentiles: text) else {
    throw ValidationError("\(text) are no percentiles; LOW below HIGH is wanted within 0...100")
  }
  return mapping
}

private func noRange(_ text: String) -> ValidationError {
  ValidationError("\(text) is not a range; LOW:HIGH with LOW below HIGH is wanted")
}
