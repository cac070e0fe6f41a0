// SPDX-License-Identifier: Apache-2.0

import Imaging
import Tensors
import TestSupport
import Testing

@testable import FusionModel

@Suite("resampling of planes against LibTorch's", .singleThreaded, .tags(.unit))
struct ResizeTests {
  @Test(
    "to larger and smaller sizes, of odd and even sides",
    arguments: [(48, 36), (96, 72), (31, 17), (24, 80), (100, 18), (1, 1), (47, 36)])
  func agrees(_ width: Int, _ height: Int) {
    let image = RandomGenerator(seed: 5).uniform([1, 1, 36, 48])
    let resized = Plane(image).resized(to: ImageSize(width: width, height: height))
    let wanted = image.resized(height: height, width: width, antialias: true)
    assertClose(resized.clampedTensor(), wanted, relative: 1e-6)
  }
}
