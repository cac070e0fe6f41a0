// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Datasets
import Fusion
import Imaging

/// How images are read, joined and colored around the network.
struct ImageOptions: ParsableArguments {
  @OptionGroup
  var look: LookOptions

  @Flag(help: "Stretch the output to the full range, as published evaluations do.")
  var stretch = false

  @OptionGroup
  var ranges: RangeOptions

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A value that stands for pixels that were not seen, in the file's own units: -9999; of one "
        + "image alone: first:0, second:-9999. The other image is taken there. Repeat for several.",
      valueName: "value"),
    transform: NoData.init)
  var noData: [NoData] = []

  @OptionGroup
  var alignment: AlignmentOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "auto, off, or the side of square tiles in pixels, for images too large for memory.",
      valueName: "side|auto|off"),
    transform: tiling)
  var tile = FusionTiling.automatic

  @OptionGroup
  var reading: ReadingOptions

  /// The options as the library takes them, with the ranges and the rig that the images of a series
  /// share.
  func options(
    for pairs: [ImagePair], of subject: FusionSubject, isTold: Bool,
    scale: TemperatureScale = .celsius
  ) throws -> FusionOptions {
    var options = fusionOptions
    options.subject = subject
    options.firstRange = try ranges.first.mapping(
      of: \.first, in: pairs, called: "first images", noData: options.firstNoData,
      policy: reading.policy, isTold: isTold, scale: scale)
    options.secondRange = try ranges.second.mapping(
      of: \.second, in: pairs, called: "second images", noData: options.secondNoData,
      policy: reading.policy, isTold: isTold, scale: scale)
    options.alignment = try alignment.rig(
      of: pairs, options, policy: reading.policy, isTold: isTold)
    return options
  }

  /// The options as the library takes them.
  var fusionOptions: FusionOptions {
    var options = look.fusionOptions
    (options.firstRange, options.secondRange) = (ranges.first.mapping, ranges.second.mapping)
    options.firstNoData = noData.filter(\.isOfFirst).map(\.value)
    options.secondNoData = noData.filter(\.isOfSecond).map(\.value)
    options.isStretched = stretch
    options.refinesAlignment = alignment.refinement.refine
    options.resizesSecond = alignment.resizeSecond
    options.tiling = tile
    return options
  }
}

private func tiling(_ text: String) throws -> FusionTiling {
  switch text {
  case "auto": return .automatic
  case "off": return .off
  default:
    guard let side = Int(text), side >= FusionTiling.minimumSide else {
      throw ValidationError(
        "\(text) is not a tile size; auto, off or \(FusionTiling.minimumSide) and up is wanted")
    }
    return .side(side)
  }
}
