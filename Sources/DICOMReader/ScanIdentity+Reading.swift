// SPDX-License-Identifier: Apache-2.0

import Volumes

extension ScanIdentity {
  init(_ file: DICOMFile) {
    self.init(
      patientID: file.text(.patientID), patientName: file.text(.patientName),
      frameOfReference: file.text(.frameOfReference))
  }
}
