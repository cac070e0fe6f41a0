// SPDX-License-Identifier: Apache-2.0

import Driver
import Foundation
import Imaging

exit(fuzz([ImageFormat.png, .jpeg, .tiff, .webp].map(imageSubject) + [safetensors, listing]))
