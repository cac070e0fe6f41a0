// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Fusion
public import Imaging

/// What is warm, in color.
struct HighlightOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,  // the value may begin with a minus sign
    help: ArgumentHelp(
      "Mark what is warmer than this in the second image: a value in the file's own units (200, "
        + "30500), or a percentile of its pixels (95%).", valueName: "value|percent%"),
    transform: threshold)
  var highlight: Highlight.Threshold?

  @Option(
    help: """
      The colors of --highlight, and with --panel of the second image, which gets a bar of them. \
      Without it: iron, and the second image as it is.
      """)
  var palette: Palette?

  func validate() throws {
    if highlight != nil, let palette, palette.isGray {
      throw ValidationError(
        "--palette \(palette.rawValue) has no color to mark with; "
          + "\(Palette.allCases.filter { !$0.isGray }.map(\.rawValue).joined(separator: ", ")) have"
      )
    }
  }

  /// The highlight as the library takes it.
  var marks: Highlight? { highlight.map { Highlight(above: $0, palette: palette ?? .iron) } }
}

extension Palette: ExpressibleByArgument {}
extension TemperatureScale: ExpressibleByArgument {}

private func threshold(_ text: String) throws -> Highlight.Threshold {
  if let threshold = Highlight.Threshold(text) { return threshold }
  guard text.hasSuffix("%"), Double(text.dropLast())?.isFinite == true else {
    throw ValidationError(
      "\(text) is no threshold; a number in the second image's units, or 95% is wanted")
  }
  throw ValidationError("\(text) is no percentile; 0% to 100% is wanted")
}
