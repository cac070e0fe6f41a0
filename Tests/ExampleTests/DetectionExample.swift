// SPDX-License-Identifier: Apache-2.0

import Detection

/// The example of the landing page of `Detection`.
func detectionExample() {
  let labeled = LabeledBox(box: Box(x0: 10, y0: 20, x1: 50, y1: 100), classIndex: 0)
  let found = DetectedBox(box: Box(x0: 12, y0: 20, x1: 54, y1: 98), classIndex: 0, score: 0.83)
  print(found.box.overlap(labeled.box))  // 0.844
}
