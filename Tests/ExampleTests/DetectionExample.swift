// SPDX-License-Identifier: Apache-2.0

import Detection
import Imaging

/// The example of the landing page of `Detection`.
func detectionExample() async throws {
  let detector = try Detector(path: PublishedWeights.yoloxNano.path())
  let image = try Image(contentsOf: "fused.png")
  for found in try await detector.detect(in: image) {
    print(detector.classNames[found.classIndex], found.score, found.box)
  }
}
