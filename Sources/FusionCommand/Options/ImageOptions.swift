// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Datasets
public import Fusion
import Imaging

/// How images are read, joined and colored around the network.
struct ImageOptions: ParsableArguments {
  @Option(help: "auto: color where a source has it; keep: RGB always; gray: never.")
  var color = FusionOptions.Color.auto

  @Option(help: "Whose color goes back on the fused luminance; auto: who has it, first if both.")
  var colorFrom = FusionOptions.ColorSource.auto

  @Option(
    parsing: .unconditional,  // the value may begin with a minus sign
    help: ArgumentHelp(
      "How far the result leans to the first image (-1) or to the second one (1).",
      valueName: "-1...1"),
    transform: leanValue)
  var lean = 0.0

  @Flag(help: "Show the second image's detail where a lamp dazzles the first camera.")
  var throughGlare = false

  @OptionGroup
  var highlighting: HighlightOptions

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

  func validate() throws {
    if highlighting.highlight != nil, color == .gray {
      throw ValidationError("--highlight marks in color, and --color gray has none")
    }
  }

  /// The options as the library takes them, with the ranges and the rig that the images of a series
  /// share.
  func options(for pairs: [ImagePair], isTold: Bool) throws -> FusionOptions {
    var options = fusionOptions
    options.firstRange = ranges.first.mapping(
      of: \.first, in: pairs, noData: options.firstNoData, policy: reading.policy, isTold: isTold)
    options.secondRange = ranges.second.mapping(
      of: \.second, in: pairs, noData: options.secondNoData, policy: reading.policy,
      isTold: isTold)
    options.alignment = try alignment.rig(
      of: pairs, options, policy: reading.policy, isTold: isTold)
    return options
  }

  /// The options as the library takes them.
  var fusionOptions: FusionOptions {
    var options = FusionOptions()
    options.color = color
    options.colorSource = colorFrom
    (options.firstRange, options.secondRange) = (ranges.first.mapping, ranges.second.mapping)
    options.firstNoData = noData.filter(\.isOfFirst).map(\.value)
    options.secondNoData = noData.filter(\.isOfSecond).map(\.value)
    options.lean = lean
    options.looksThroughGlare = throughGlare
    options.highlight = highlighting.marks
    options.isStretched = stretch
    options.resizesSecond = alignment.resizeSecond
    options.tiling = tile
    return options
  }
}

extension FusionOptions.Color: ExpressibleByArgument {}
extension FusionOptions.ColorSource: ExpressibleByArgument {}

func leanValue(_ text: String) throws -> Double {
  guard let lean = Double(text), (-1...1).contains(lean) else {
    throw ValidationError("\(text) is no lean; a number of -1 to 1 is wanted")
  }
  return lean
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
