// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

/// Convolutions with what follows them, by Winograd's method where tiles and channels are many,
/// against LibTorch's in float64.
@Suite("fused convolutions", .singleThreaded, .tags(.unit))
struct FusedConvolutionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var inputs = 16
    var outputs = 16
    var kernel = 3
    var stride = 1
    var size = [1, 37, 50]
    var slope = 0.0
    var isBiased = true
    var hasResidual = true

    var usesWinograd: Bool {
      let tiles = size[0] * ((size[1] + 3) / 4) * ((size[2] + 3) / 4)
      return kernel == 3 && stride == 1 && min(inputs, outputs) >= 16 && tiles >= 36
    }

    var testDescription: String {
      "\(inputs) to \(outputs), kernel \(kernel), stride \(stride), \(size), slope \(slope)"
    }
  }

  /// Sides that end within a tile of four at each place; outputs that fill no panel of 16, that
  /// take more than one group of 64; images too small for Winograd's method; other kernels and
  /// strides.
  static let cases = [
    Case(size: [2, 37, 50]),
    Case(inputs: 40, outputs: 24, size: [1, 36, 51], slope: 0.1),
    Case(inputs: 24, outputs: 72, size: [1, 39, 24], slope: 1, hasResidual: false),
    Case(inputs: 64, outputs: 144, size: [3, 26, 33], isBiased: false),
    Case(inputs: 16, outputs: 16, size: [1, 1, 200]),
    Case(inputs: 16, outputs: 16, size: [1, 202, 2], slope: 0.2),
    Case(inputs: 32, outputs: 24, size: [1, 9, 11]),
    Case(inputs: 8, outputs: 40),
    Case(inputs: 32, outputs: 16, stride: 2, size: [2, 37, 50]),
    Case(inputs: 32, outputs: 16, kernel: 1, size: [2, 37, 50], slope: 0.3),
  ]

  @Test("do what LibTorch's operations do one by one", arguments: cases)
  func parity(_ parts: Case) {
    let operands = Operands(parts)
    let wanted = operands.plain(in: .float64)
    assertClose(operands.fused(), wanted, relative: 3e-6)
    for kernels in [Engine.Kernels.baseline, .avx2] {
      assertClose(
        Engine.withKernels(kernels) { operands.fused() }, wanted, relative: 3e-6, "\(kernels)")
    }
  }

  /// Numbers that are bfloat16 already multiply exactly; Winograd's method rounds what it makes of
  /// them.
  @Test(
    "in bfloat16 only operands are rounded",
    .enabled(if: Engine.hasBFloat16Kernels, "this processor does not multiply bfloat16"),
    arguments: cases)
  func bfloat16(_ parts: Case) {
    let operands = Operands(parts, rounded: true)
    let fused = Engine.withKernels(.bfloat16) { operands.fused() }
    assertClose(
      fused, operands.plain(in: .float64), relative: parts.usesWinograd ? 3e-2 : 3e-6)
    // And they are: otherwise it is float32 that was tested.
    let exact = Operands(parts)
    let rounding = Engine.withKernels(.bfloat16) { exact.fused() } - exact.fused()
    #expect(rounding.abs().max().item() > 1e-4)
  }

  @Test("the number of threads changes no bit", arguments: cases)
  func threads(_ parts: Case) {
    let operands = Operands(parts)
    for kernels in [Engine.Kernels.float32, .bfloat16] {
      let values = [1, 2, 3].map { count in
        Engine.withThreads(count) {
          Engine.withKernels(kernels) { operands.fused().values(as: Float.self) }
        }
      }
      #expect(values[0] == values[1] && values[0] == values[2])
    }
  }

  private struct Operands {
    let parts: Case
    let x, weight: Tensor
    let bias, residual: Tensor?

    /// `rounded`: to numbers of bfloat16.
    init(_ parts: Case, rounded: Bool = false) {
      self.parts = parts
      let generator = RandomGenerator(seed: 1)
      func random(_ shape: [Int]) -> Tensor {
        let values = generator.uniform(shape, in: -1..<1)
        return (rounded ? values.to(.bfloat16).to(.float32) : values)
          .contiguous(shape.count == 4 ? .channelsLast : .contiguous)
      }
      let (size, stride) = (parts.size, parts.stride)
      x = random([size[0], parts.inputs, size[1], size[2]])
      weight = random([parts.outputs, parts.inputs, parts.kernel, parts.kernel])
      bias = parts.isBiased ? random([parts.outputs]) : nil
      residual =
        parts.hasResidual
        ? random(
          [size[0], parts.outputs, (size[1] - 1) / stride + 1, (size[2] - 1) / stride + 1]) : nil
    }

    func fused() -> Tensor {
      withoutGradients {
        x.fusedConvolution(
          weight, bias, stride: parts.stride, adding: residual, slope: parts.slope)
      }
    }

    func plain(in dtype: DType) -> Tensor {
      let y = x.to(dtype).conv2d(
        weight.to(dtype), bias?.to(dtype), stride: parts.stride, padding: parts.kernel / 2)
      return (residual.map { y + $0.to(dtype) } ?? y).leakyReLU(slope: parts.slope)
    }
  }
}
