// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Fusion

/// What a fused picture looks like: color, lean, glare and marks, of images and films alike.
struct LookOptions: ParsableArguments {
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

  func validate() throws {
    if highlighting.highlight != nil, color == .gray {
      throw ValidationError("--highlight marks in color, and --color gray has none")
    }
  }

  /// The options as the library takes them, all others at their defaults.
  var fusionOptions: FusionOptions {
    var options = FusionOptions()
    options.color = color
    options.colorSource = colorFrom
    options.lean = lean
    options.looksThroughGlare = throughGlare
    options.highlight = highlighting.marks
    return options
  }
}

extension FusionOptions.Color: ExpressibleByArgument {}
extension FusionOptions.ColorSource: ExpressibleByArgument {}

private func leanValue(_ text: String) throws -> Double {
  guard let lean = Double(text), (-1...1).contains(lean) else {
    throw ValidationError("\(text) is no lean; a number of -1 to 1 is wanted")
  }
  return lean
}
