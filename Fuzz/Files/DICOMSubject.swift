// SPDX-License-Identifier: Apache-2.0

import Driver
import Volumes

/// What stands before GDCM: each file is walked to its end or refused.
let dicom = Subject("dicom") { bytes in
  (try? DICOMOutline.check(bytes)) != nil
}
