// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Datasets
import Fusion
import Imaging

/// How thermal images that stand for themselves are read.
struct ThermalImageOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,  // the value may begin with a minus sign
    help: ArgumentHelp(
      "Cold and hot in the image's own units: 7000:9000, -20:40; auto: the range that it uses, where "
        + "it has more than 8 bits or floats outside 0 to 1; shared: one such range for all images, "
        + "so that colors can be compared; full: the whole range of its type.",
      valueName: "low:high|auto|shared|full"),
    transform: rangeChoice)
  var range: RangeChoice?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Cold and hot by percentiles of the pixels: 1:99.", valueName: "low:high"),
    transform: percentiles)
  var percentile: RangeMapping?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A value that stands for pixels that were not seen, in the file's own units: -9999. Repeat "
        + "for several.", valueName: "value"))
  var noData: [Double] = []

  @OptionGroup
  var reading: ReadingOptions

  func validate() throws {
    if range != nil && percentile != nil {
      throw ValidationError("--range and --percentile cannot go together")
    }
  }

  /// What of each image is cold and hot.
  ///
  /// - Throws: `FusionError` where one range is wanted for images of different units.
  func mapping(
    for images: [String], isTold: Bool, scale: TemperatureScale
  ) throws -> RangeMapping {
    let choice = range ?? .each(percentile ?? .automatic)
    let pairs = images.map { ImagePair(stem: $0, first: $0, second: $0) }
    return try choice.mapping(
      of: \.second, in: pairs, called: "images", noData: noData, policy: reading.policy,
      isTold: isTold, scale: scale)
  }
}
