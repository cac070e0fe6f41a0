// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Evaluation
import Volumes

/// How volumes are scored: as `daefuse volume` fused them.
struct VolumeScoringOptions: ParsableArguments {
  @OptionGroup
  var scans: ScanOptions

  @Option(
    help: ArgumentHelp(
      "Where OVERLAY lies: the transform that it was fused with, as volume --write-transform writes "
        + "it. Of one pair alone.", valueName: "file.tfm"))
  var transform: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What of the fused volumes is black and white, a level and a width, L:W. Without it 0 and 1 "
        + "where all values are within, else 0 and 255.", valueName: "window"),
    transform: volumeWindow)
  var fusedWindow: VolumeWindow?

  @Option(
    help: ArgumentHelp(
      "A line for each volume, or for each patient, the mean over the patient's volumes. The patient "
        + "is the folder that a volume lies in; else sub-NAME, where names begin so; else the name."
    ))
  var by: StackUnit?

  /// The options that are named, none of which says anything of images.
  var changed: [String] {
    scans.changed + (transform == nil ? [] : ["--transform"])
      + (fusedWindow == nil ? [] : ["--fused-window"]) + (by == nil ? [] : ["--by"])
  }
}

extension StackUnit: ExpressibleByArgument {}
