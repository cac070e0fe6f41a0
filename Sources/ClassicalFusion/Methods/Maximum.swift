// SPDX-License-Identifier: Apache-2.0

import Imaging

/// max(a, b), pixel by pixel.
func maximumFusion(_ first: Plane, _ second: Plane) -> Plane {
  combined(first, second, Swift.max)
}
