// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Tensors

/// Seconds that the fused kernels take for a fixed piece of work, in either precision.
struct KernelTimes: Sendable, Codable, Equatable {
  let float32: Double
  let bfloat16: Double

  /// Whether they can be times.
  var isPlausible: Bool {
    [float32, bfloat16].allSatisfy { $0.isFinite && $0 > 0 }
  }

  /// bfloat16 where it saves time worth its rounding: a twentieth.
  var choice: ComputePrecision.Choice {
    let isFaster = bfloat16 < 0.95 * float32
    let (taken, other) = isFaster ? (bfloat16, float32) : (float32, bfloat16)
    let name = isFaster ? ComputePrecision.float32 : .bfloat16
    return ComputePrecision.Choice(
      precision: isFaster ? .bfloat16 : .float32,
      reason: "measured: \(milliseconds(taken)) against \(milliseconds(other)) in \(name.rawValue)")
  }
}

private func milliseconds(_ seconds: Double) -> String {
  String(format: "%.1f ms", seconds * 1000)
}

// MARK: Measuring

extension KernelTimes {
  /// Measures with as many threads; nil where the engine fails.
  ///
  /// On a thread of its own, which ends and takes LibTorch's team of workers along.
  static func measured(threads: Int?) -> KernelTimes? {
    let result = Mutex<KernelTimes?>(nil)
    let isDone = DispatchSemaphore(value: 0)
    let count = threads ?? Engine.threadCount
    Thread {
      let times = try? Engine.withThreads(count) { try withTensorErrors { measure() } }
      result.withLock { $0 = times }
      isDone.signal()
    }.start()
    isDone.wait()
    return result.withLock { $0 }
  }

  /// The least of several times in turn, so that what else the machine does counts for little, and
  /// for both alike.
  private static func measure() -> KernelTimes {
    let work = Work()
    func time(_ kernels: Engine.Kernels) -> Double {
      Engine.withKernels(kernels) { ContinuousClock().measure(work.run) / .seconds(1) }
    }
    _ = (time(.float32), time(.bfloat16))  // threads start, memory is mapped
    var best = (float32: Double.infinity, bfloat16: Double.infinity)
    for _ in 0..<5 {
      best.float32 = min(best.float32, time(.float32))
      best.bfloat16 = min(best.bfloat16, time(.bfloat16))
    }
    return KernelTimes(float32: best.float32, bfloat16: best.bfloat16)
  }

  /// A 3x3 convolution and a Restormer block of the width of `fast`, which make up most of its
  /// time.
  private struct Work {
    let image = Tensor.ones([1, 32, 96, 96]).contiguous(.channelsLast)
    let kernel = weight(32, 32, 3)
    let block = Tensor.TransformerBlockWeights(
      norm1: (.ones([32]), .zeros([32])), queryKeyValue: weight(96, 32, 1),
      depthwise: weight(96, 1, 3), projection: weight(32, 32, 1), temperature: .ones([4, 1, 1]),
      norm2: (.ones([32]), .zeros([32])), expansion: weight(128, 32, 1),
      expansionDepthwise: weight(128, 1, 3), contraction: weight(32, 64, 1))

    private static func weight(_ outputs: Int, _ inputs: Int, _ side: Int) -> Tensor {
      Tensor.ones([outputs, inputs, side, side]) * 0.01
    }

    func run() {
      withoutGradients {
        _ = image.fusedConvolution(kernel, nil, slope: 0).fusedTransformerBlock(block)
      }
    }
  }
}
