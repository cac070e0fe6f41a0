// SPDX-License-Identifier: Apache-2.0

import Volumes

extension ScanIdentity {
  init(_ file: DICOMFile) {
    let names = [file.text(.patientID), file.text(.patientName)].compactMap(\.self)
    self.init(
      patient: names.isEmpty ? nil : names.joined(separator: " "),
      frameOfReference: file.text(.frameOfReference))
  }
}
