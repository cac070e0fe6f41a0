// SPDX-License-Identifier: Apache-2.0

import CTorch
import TestBasics
import Testing

/// Wide convolutions in training go through kernels of our own, which read float32 alone.
@Suite("CTorch: operands of a wide convolution", .tags(.unit))
struct ConvolutionOperandTests {
  private func full(_ shape: [Int64], _ dtype: Int) throws -> OwnedTensor {
    try call { ct_tensor_full(shape, shape.count, 1, Int32(dtype), cpu, $0) }
  }

  /// What LibTorch says of channels-last float32 convolved with a weight and a bias of these types.
  private func message(
    weight: Int, bias: Int, recording: Bool
  ) throws -> String? {
    let plain = try full([1, 32, 8, 8], CT_FLOAT32)
    let x = try call { ct_tensor_contiguous(plain.handle, Int32(CT_CHANNELS_LAST), $0) }
    let (kernel, offset) = (try full([32, 32, 3, 3], weight), try full([32], bias))
    try act { ct_tensor_set_requires_grad(kernel.handle, recording, $0) }
    do {
      _ = try call { ct_conv2d(x.handle, kernel.handle, offset.handle, 1, 1, 1, $0) }
      return nil
    } catch let failure as EngineFailure {
      return failure.message
    }
  }

  @Test(
    "of another type are LibTorch's own failure, as where no gradients are recorded",
    arguments: [
      (CT_BFLOAT16, CT_FLOAT32), (CT_FLOAT64, CT_FLOAT32), (CT_BFLOAT16, CT_BFLOAT16),
      (CT_FLOAT32, CT_BFLOAT16), (CT_FLOAT32, CT_FLOAT64),
    ])
  func otherTypes(_ weight: Int, _ bias: Int) throws {
    let found = try message(weight: weight, bias: bias, recording: true)
    let wanted = try message(weight: weight, bias: bias, recording: false)
    #expect(found != nil && found == wanted)
  }

  @Test("of float32 are taken")
  func sameType() throws {
    #expect(try message(weight: CT_FLOAT32, bias: CT_FLOAT32, recording: true) == nil)
  }
}
