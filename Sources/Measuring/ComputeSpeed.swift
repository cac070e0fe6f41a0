// SPDX-License-Identifier: Apache-2.0

package import FusionModel
import Tensors

/// What networks are computed with, and how fast that multiplies matrices at best.
package struct ComputeSpeed: Sendable {
  /// `cpu`, `cuda:0` or `mps`.
  package let device: String
  /// CPU threads of a tensor operation.
  package let threads: Int
  /// The type that networks compute in, and why.
  package let precision: ComputePrecision.Choice
  /// Floating-point operations a second, two for a multiply-add, by the type they are done in;
  /// bfloat16 only where the hardware multiplies it.
  package let matrixPeaks: [ComputePrecision: Double]

  /// Measures. Each peak is the best of several products of two square matrices.
  ///
  /// - Parameters:
  ///   - device: What is measured.
  ///   - precision: What `auto` stands for is found out.
  ///   - threads: CPU threads, 1 to 1024; nil: one a core.
  ///   - limit: Seconds for each type.
  /// - Throws: ``FusionModelError`` where the device or so many threads cannot be used.
  package init(
    device: ComputeDevice, precision: ComputePrecision, threads: Int?, seconds limit: Double
  ) throws {
    self.precision = try precision.choice(on: device, threads: threads)
    let device = try device.resolved()
    let types: [ComputePrecision] =
      device.multipliesBFloat16 ? [.float32, .bfloat16] : [.float32]
    self.device = "\(device)"
    self.threads = threads ?? Engine.threadCount
    matrixPeaks = try Engine.withThreads(threads) {
      try throwingEngineFailures {
        Dictionary(
          uniqueKeysWithValues: types.map {
            ($0, matrixPeak($0 == .bfloat16 ? .bfloat16 : .float32, on: device, seconds: limit))
          })
      }
    }
  }
}

extension Device {
  /// Whether it has instructions for that which this package uses.
  fileprivate var multipliesBFloat16: Bool {
    switch self {
    case .cpu: Engine.hasBFloat16Kernels
    case .cuda: true
    case .mps: false
    }
  }
}

/// Floating-point operations a second of a matrix product.
private func matrixPeak(_ dtype: DType, on device: Device, seconds limit: Double) -> Double {
  // Large enough to fill the device, small enough for some runs a second.
  let side = device == .cpu ? 1024 : 8192
  let matrix = Tensor.ones([side, side], dtype: dtype, device: device)
  matrix.matmul(matrix).waitUntilComputed()
  let times = repeated(upTo: 100, for: limit) {
    seconds { matrix.matmul(matrix).waitUntilComputed() }
  }
  let operations = 2 * Double(side) * Double(side) * Double(side)
  return operations / (times.min() ?? .infinity)
}
