// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Imaging
public import Volumes

/// How volumes are read and shown.
struct ScanOptions: ParsableArguments {
  @Option(help: "The plane of the slices; base: that of BASE's own ones.")
  var plane = SlicePlane.base

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What of BASE is black and white: auto, brain, bone or lung (CT in Hounsfield units), or a level "
        + "and a width, L:W.", valueName: "window"), transform: volumeWindow)
  var baseWindow = VolumeWindow.automatic

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The same of OVERLAY.", valueName: "window"), transform: volumeWindow)
  var overlayWindow = VolumeWindow.automatic

  @Option(help: "The colors of OVERLAY; without one the result is gray.")
  var palette = Palette.whiteHot

  @Option(
    help: ArgumentHelp(
      "Which volume of BASE, a file of NIfTI that holds several, from 1 on.", valueName: "number"))
  var frame: Int?

  @Option(help: ArgumentHelp("The same of OVERLAY.", valueName: "number"))
  var overlayFrame: Int?

  @Option(
    help: ArgumentHelp(
      "Which series of BASE, a folder of DICOM that holds several: its number or identifier.",
      valueName: "series"))
  var series: String?

  @Option(help: ArgumentHelp("The same of OVERLAY.", valueName: "series"))
  var overlaySeries: String?

  @Flag(
    help: "Resample slices of a tilted gantry (CT) onto upright ones; without it they are refused.")
  var resampleTilt = false

  func validate() throws {
    for (name, frame) in [("--frame", frame), ("--overlay-frame", overlayFrame)] {
      if let frame, frame < 1 {
        throw ValidationError("\(name) is \(frame); 1 or more is wanted")
      }
    }
  }

  /// What is read of BASE.
  var baseChoice: ScanChoice { choice(frame, series) }

  /// What is read of OVERLAY.
  var overlayChoice: ScanChoice { choice(overlayFrame, overlaySeries) }

  private func choice(_ frame: Int?, _ series: String?) -> ScanChoice {
    var choice = ScanChoice()
    (choice.frame, choice.series, choice.straightens) = (frame, series, resampleTilt)
    return choice
  }

  /// The fusion that the options describe.
  var fusion: VolumeFusion {
    var fusion = VolumeFusion()
    (fusion.plane, fusion.palette) = (plane, palette)
    (fusion.baseWindow, fusion.overlayWindow) = (baseWindow, overlayWindow)
    return fusion
  }

  /// The options that are named.
  var changed: [String] {
    let isChanged = [
      ("--plane", plane != .base), ("--base-window", baseWindow != .automatic),
      ("--overlay-window", overlayWindow != .automatic), ("--palette", palette != .whiteHot),
      ("--frame", frame != nil), ("--overlay-frame", overlayFrame != nil),
      ("--series", series != nil), ("--overlay-series", overlaySeries != nil),
      ("--resample-tilt", resampleTilt),
    ]
    return isChanged.filter(\.1).map(\.0)
  }
}

extension SlicePlane: ExpressibleByArgument {}

/// Reads a word or L:W.
func volumeWindow(_ text: String) throws -> VolumeWindow {
  switch text {
  case "auto": return .automatic
  case "brain": return .brain
  case "bone": return .bone
  case "lung": return .lung
  default:
    let numbers = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard numbers.count == 2, let level = numbers[0], let width = numbers[1], level.isFinite,
      width.isFinite, width > 0
    else {
      throw ValidationError(
        "\(text) is no window; auto, brain, bone, lung, or a level and a width above 0 with a colon "
          + "between them are wanted")
    }
    return .centered(at: level, width: width)
  }
}
