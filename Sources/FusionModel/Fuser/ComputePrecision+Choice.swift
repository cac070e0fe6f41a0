// SPDX-License-Identifier: Apache-2.0

import Tensors

extension ComputePrecision {
  /// The type that a network multiplies in, and why.
  public struct Choice: Sendable, Equatable, CustomStringConvertible {
    /// ``ComputePrecision/float32`` or ``ComputePrecision/bfloat16``.
    public let precision: ComputePrecision
    /// Why, in a few words, such as `measured: 1.8 ms against 2.9 ms in float32`.
    public let reason: String

    /// The type, and the reason in parentheses.
    public var description: String { "\(precision.rawValue) (\(reason))" }
  }

  /// What it stands for on a device of this machine.
  ///
  /// The first time that ``auto`` has to be decided by measuring takes some ten milliseconds. The
  /// result is kept in `precision.json` in the folder that `DAEFUSE_CACHE` names, else in
  /// `$XDG_CACHE_HOME/daefuse` or `~/.cache/daefuse`, for this processor, LibTorch and version;
  /// where nothing can be written there, each process measures.
  ///
  /// - Parameters:
  ///   - device: What the network is to run on.
  ///   - threads: CPU threads that are measured with, 1 to 1024; nil: one a core.
  /// - Returns: float32 or bfloat16, and why.
  /// - Throws: ``FusionModelError`` where the device or so many threads cannot be used.
  public func choice(on device: ComputeDevice, threads: Int? = nil) throws -> Choice {
    try FusionModelError.checkThreads(threads)
    return choice(on: try device.resolved()) {
      KernelTimesCache.standard.times { KernelTimes.measured(threads: threads) }
    }
  }

  /// The same, with the times that the fused kernels take on the CPU; nil: they cannot be measured.
  func choice(
    on device: Device, multipliesBFloat16: Bool = Engine.hasBFloat16Kernels,
    times: () -> KernelTimes?
  ) -> Choice {
    guard self == .auto else { return Choice(precision: self, reason: "as asked for") }
    switch device {
    case .cuda: return Choice(precision: .bfloat16, reason: "faster on CUDA devices")
    case .mps: return Choice(precision: .float32, reason: "the default on this device")
    case .cpu:
      guard multipliesBFloat16 else {
        return Choice(precision: .float32, reason: "no bfloat16 instructions")
      }
      return times()?.choice ?? Choice(precision: .float32, reason: "measuring failed")
    }
  }
}

extension ComputePrecision.Choice {
  static let float32 = Self(precision: .float32, reason: "as asked for")

  /// What weights and features are stored in, and how fused operations compute on them.
  func storage(on device: Device) -> (dtype: DType, kernels: Engine.Kernels) {
    guard precision == .bfloat16 else { return (.float32, .float32) }
    return device == .cpu && Engine.hasBFloat16Kernels
      ? (.float32, .bfloat16) : (.bfloat16, .float32)
  }
}
