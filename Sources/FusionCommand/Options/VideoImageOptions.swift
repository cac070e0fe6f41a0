// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Fusion
import Geometry

/// How frames are read, joined and colored around the network.
struct VideoImageOptions: ParsableArguments {
  @Option(help: "auto: color where a source has it; keep: RGB always; gray: never.")
  var color = FusionOptions.Color.auto

  @Option(help: "Whose color goes back on the fused luminance; auto: who has it, first if both.")
  var colorFrom = FusionOptions.ColorSource.auto

  @Option(
    parsing: .unconditional,  // the value may begin with a minus sign
    help: ArgumentHelp(
      "How far the result leans to the first film (-1) or to the second one (1).",
      valueName: "-1...1"),
    transform: leanValue)
  var lean = 0.0

  @Flag(help: "Show the second film's detail where a lamp dazzles the first camera.")
  var throughGlare = false

  @OptionGroup
  var highlighting: HighlightOptions

  @OptionGroup
  var ranges: RangeOptions

  @Option(
    help: ArgumentHelp(
      "A rig file, which daefuse align writes: lays the second film on the first one.",
      valueName: "file"))
  var align: String?

  func validate() throws {
    if highlighting.highlight != nil, color == .gray {
      throw ValidationError("--highlight marks in color, and --color gray has none")
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
    var options = FusionOptions()
    options.color = color
    options.colorSource = colorFrom
    (options.firstRange, options.secondRange) = (ranges.first.mapping, ranges.second.mapping)
    options.lean = lean
    options.looksThroughGlare = throughGlare
    options.highlight = highlighting.marks
    options.resizesSecond = true
    options.alignment = try align.map { path in try Rig(contentsOf: path) }
    return options
  }
}
