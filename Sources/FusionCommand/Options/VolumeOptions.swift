// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Volumes

/// How volumes are fused and shown.
struct VolumeOptions: ParsableArguments {
  @OptionGroup
  var scans: ScanOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How far the result leans to BASE (-1) or to OVERLAY (1).", valueName: "-1...1"))
  var lean = 0.0

  @Option(help: ArgumentHelp("How many slices the sheet shows, 1 to 24.", valueName: "count"))
  var columns = 6

  @Option(
    help: ArgumentHelp(
      "Write each fused slice as a picture, too, into slices/ below the output folder.",
      valueName: "format"))
  var slices: SliceFormat?

  func validate() throws {
    guard (-1...1).contains(lean) else {
      throw ValidationError("--lean is \(lean); a number of -1 to 1 is wanted")
    }
    guard (1...24).contains(columns) else {
      throw ValidationError("--columns is \(columns); 1 to 24 are wanted")
    }
  }

  /// The fusion that the options describe.
  var fusion: VolumeFusion {
    var fusion = scans.fusion
    fusion.lean = lean
    return fusion
  }
}
