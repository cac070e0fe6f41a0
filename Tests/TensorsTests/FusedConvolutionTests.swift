import Tensors
import TestSupport
import Testing

/// Convolutions with what follows them, by Winograd's method where tiles and channels are many, against
/// LibTorch's in float64.
@Suite("fused convolutions", .singleThreaded)
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

    var testDescription: String {
      "\(inputs) to \(outputs), kernel \(kernel), stride \(stride), \(size), slope \(slope)"
    }
  }

  /// Sides that end within a tile of four at each place; outputs that fill no panel of 16, that take
  /// more than one group of 64; images too small for Winograd's method; other kernels and strides.
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
    assertClose(
      Engine.withBaselineKernels { operands.fused() }, wanted, relative: 3e-6, "baseline")
  }

  @Test("the number of threads changes no bit", arguments: cases)
  func threads(_ parts: Case) {
    let operands = Operands(parts)
    let values = [1, 2, 3].map { count in
      Engine.threadCount = count
      return operands.fused().values(as: Float.self)
    }
    Engine.threadCount = 1
    #expect(values[0] == values[1] && values[0] == values[2])
  }

  private struct Operands {
    let parts: Case
    let x, weight: Tensor
    let bias, residual: Tensor?

    init(_ parts: Case) {
      self.parts = parts
      let generator = RandomGenerator(seed: 1)
      func random(_ shape: [Int]) -> Tensor {
        generator.uniform(shape, in: -1..<1)
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
