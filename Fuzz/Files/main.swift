// SPDX-License-Identifier: Apache-2.0

import Driver
import Foundation
import Imaging
import Video

exit(
  fuzz(
    StoredFormat.allCases.map(imageSubject) + [
      safetensors, listing, flir, radiometric, rig, nifti, transform,
      dicom, multipart,
    ]
      + StreamFormat.allCases.map(videoSubject)))
