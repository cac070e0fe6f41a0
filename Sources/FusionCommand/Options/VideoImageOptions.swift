// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Fusion
import Geometry

/// How frames are read, joined and colored around the network.
struct VideoImageOptions: ParsableArguments {
  @OptionGroup
  var look: LookOptions

  @OptionGroup
  var ranges: RangeOptions

  @Option(
    help: ArgumentHelp(
      "A rig file, which daefuse align writes: lays the second film on the first one.",
      valueName: "file"))
  var align: String?

  func validate() throws {
    if ranges.first == .shared || ranges.second == .shared {
      throw ValidationError(
        "a range is not shared among frames that are not there yet; see --steady")
    }
  }

  /// The options as the library takes them.
  ///
  /// - Throws: `RigError` where the rig cannot be read.
  func options() throws -> FusionOptions {
    var options = look.fusionOptions
    (options.firstRange, options.secondRange) = (ranges.first.mapping, ranges.second.mapping)
    options.resizesSecond = true
    options.alignment = try align.map { path in try Rig(contentsOf: path) }
    return options
  }
}
