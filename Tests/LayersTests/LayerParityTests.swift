// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors
import TestSupport
import Testing

@Suite("layers against PyTorch", .singleThreaded, .tags(.unit))
struct LayerParityTests {
  static let linears = [
    ParityCase("linear", { Linear(5, 7, using: $0) }) { $0($1[0]) },
    ParityCase("linear.nobias", { Linear(5, 7, bias: false, using: $0) }) { $0($1[0]) },
    ParityCase("attention", { SelfAttention(width: 12, heads: 3, using: $0) }) {
      $0($1[0], columns: 7)
    },
    ParityCase("attention.pooled", { SelfAttention(width: 12, heads: 3, pooling: 2, using: $0) }) {
      $0($1[0], columns: 4)
    },
  ]

  static let convolutions = [
    ParityCase("conv2d.plain", { Conv2d(3, 4, kernel: 3, padding: 0, using: $0) }) { $0($1[0]) },
    ParityCase("conv2d.strided", { Conv2d(3, 4, kernel: 3, stride: 2, using: $0) }) { $0($1[0]) },
    ParityCase("conv2d.depthwise", { Conv2d.depthwise(4, bias: true, using: $0) }) { $0($1[0]) },
    ParityCase("conv2d.nobias", { Conv2d.pointwise(4, 6, bias: false, using: $0) }) { $0($1[0]) },
  ]

  static let norms = [
    ParityCase("batchnorm2d.eval", { _ in BatchNorm2d(5) }) { $0($1[0]) },
    ParityCase("batchnorm2d.train", { _ in BatchNorm2d(5) }) { $0($1[0]) },
    ParityCase("layernorm", { _ in LayerNorm(6) }) { $0($1[0]) },
    ParityCase("layernorm.channels", { _ in LayerNorm(6) }) { $0.overChannels($1[0]) },
  ]

  static let functions = [
    ParityCase(function: "gelu") { $0.gelu() },
    ParityCase(function: "relu") { $0.relu() },
    ParityCase(function: "sigmoid") { $0.sigmoid() },
    ParityCase(function: "leaky_relu") { $0.leakyReLU(slope: 0.2) },
    ParityCase(function: "upsample") { $0.resized(height: 7, width: 12) },
    ParityCase(function: "pixel_shuffle") { $0.pixelShuffled(2) },
    ParityCase(function: "pixel_unshuffle") { $0.pixelUnshuffled(2) },
    ParityCase(function: "replicate_pad") { $0.padded(right: 6, bottom: 3, mode: .replicate) },
  ]

  static let all = linears + convolutions + norms + functions

  @Test(arguments: all, [DType.float32, .float64])
  func parity(_ layer: ParityCase, _ dtype: DType) throws {
    try layer.checkParity(dtype)
  }

  @Test(arguments: all)
  func gradients(_ layer: ParityCase) throws {
    try layer.checkGradients()
  }
}
