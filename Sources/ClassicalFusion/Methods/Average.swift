// SPDX-License-Identifier: Apache-2.0

import Imaging

/// (a + b) / 2, pixel by pixel.
func averageFusion(_ first: Plane, _ second: Plane) -> Plane {
  combined(first, second) { ($0 + $1) / 2 }
}
