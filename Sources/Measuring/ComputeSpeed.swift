// SPDX-License-Identifier: Apache-2.0

package import FusionModel
import Tensors

/// What networks are computed with, and how fast that multiplies matrices at best.
package struct ComputeSpeed: Sendable {
  /// `cpu`, `cuda:0` or `mps`.
  package let device: String
  /// CPU threads of a tensor operation.
  package let threads: Int
  /// The type that networks compute in.
  package let precision: ComputePrecision
  /// Floating-point operations a second, two for a multiply-add, by the type they are done in;
  /// bfloat16 only where the hardware multiplies it.
  package let matrixPeaks: [ComputePrecision: Double]

  /// Measures. Each peak is the best of several products of two square matrices.
  ///
  /// - Parameters:
  ///   - device: What is measured.
  ///   - precision: What `auto` stands for is found out.
  ///   - threads: CPU threads; nil leaves LibTorch's choice.
  ///   - limit: Seconds for each type.
  /// - Throws: ``FusionModelError`` where the device is not available.
  package init(
    device: ComputeDevice, precision: ComputePrecision, threads: Int?, seconds limit: Double
  ) throws {
    if let threads { Engine.threadCount = threads }
    let device = try device.resolved()
    let types: [ComputePrecision] =
      ComputePrecision.auto.resolved(on: device) == .bfloat16 ? [.float32, .bfloat16] : [.float32]
    self.device = "\(device)"
    self.threads = Engine.threadCount
    self.precision = precision.resolved(on: device)
    matrixPeaks = try throwingEngineFailures {
      Dictionary(
        uniqueKeysWithValues: types.map {
          ($0, matrixPeak($0 == .bfloat16 ? .bfloat16 : .float32, on: device, seconds: limit))
        })
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
