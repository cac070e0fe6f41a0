// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import Tensors

@Suite("means of blocks of pixels", .singleThreaded, .tags(.unit))
struct FusedMeansTests {
  @Test(
    "they are those of the plain operations", arguments: [(1, 0), (1, 2), (2, 2), (2, 0), (4, 3)])
  func plain(_ reduction: Int, _ frame: Int) {
    let images = [1, 2].map { RandomGenerator(seed: $0).uniform([2, 1, 37, 50]) }
    let inside = Tensor.concatenated(images, dim: 0)
      .slice(frame..<37 - frame, dim: 2).slice(frame..<50 - frame, dim: 3)
    let padded = inside.padded(
      left: frame, right: frame + 14, top: frame, bottom: frame + 11, mode: .replicate)
    let wanted =
      reduction == 1 ? padded : padded.averagePooled(reduction, stride: reduction)
    let means = withoutGradients {
      Tensor.fusedMeans(of: images, reduction: reduction, multiple: 16, frame: frame)
    }
    #expect(means.shape == [4, 1, 48 / reduction, 64 / reduction])
    assertClose(means, wanted, relative: 1e-6)
  }

  @Test("images of two shapes, and a frame without an inside, are errors")
  func mistakes() {
    let (image, other) = (Tensor.zeros([1, 1, 16, 16]), Tensor.zeros([1, 1, 16, 17]))
    for (images, frame) in [([image, other], 0), ([image], 8)] {
      #expect(throws: TensorError.self) {
        try withTensorErrors {
          withoutGradients {
            _ = Tensor.fusedMeans(of: images, reduction: 2, multiple: 16, frame: frame)
          }
        }
      }
    }
  }
}
