// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Whether a series of DICOM is written, and what of the patient is in it.
struct DICOMOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Write the slices as a series of DICOM, too, into dicom/ below the output folder: Secondary "
        + "Capture images in RGB. Nothing of the patient is in them."))
  var dicom = false

  @Flag(
    help: ArgumentHelp(
      "Keep BASE's patient, study and frame of reference in that series, and name BASE's images."))
  var keepPatient = false

  func validate() throws {
    guard dicom || !keepPatient else {
      throw ValidationError("--keep-patient says nothing without --dicom")
    }
  }
}
