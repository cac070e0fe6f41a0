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
      "Lay INFRARED on VISIBLE as a rig file of daefuse align says; or auto, as the first seconds "
        + "show, made better while the film runs. Films that do not show it surely are not fused; "
        + "beside live ones VISIBLE stands alone until they do.", valueName: "rig.json|auto"))
  var align: String?

  @OptionGroup
  var distance: DistanceOption

  func validate() throws {
    if distance.distance != nil, align == nil || align == "auto" {
      throw ValidationError("--distance goes with --align and a rig file")
    }
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
    if let align, align != "auto" {
      options.alignment = try distance.rig(contentsOf: align, isTold: true)
    }
    return options
  }

  /// What finds the rig; nil: none is to be found.
  func rigFinder(_ options: FusionOptions) -> AlignerOfFilms? {
    align == "auto" ? AlignerOfFilms(options: options) : nil
  }
}
