// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How detections are shown and compared, and where.
struct DetectionReportOptions: ParsableArguments {
  @OptionGroup
  var file: ReportFileOptions

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Compare each row with average by a paired bootstrap over images. A difference is "
        + "significant where p is at most 0.05 after Holm's correction for all tests of the "
        + "report."))
  var comparisons = true
}
