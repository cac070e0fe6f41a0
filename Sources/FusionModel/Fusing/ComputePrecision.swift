// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// The type a network multiplies in.
public enum ComputePrecision: String, Sendable, CaseIterable {
  /// bfloat16 where that is faster: on CUDA devices, and on CPUs whose bfloat16 instructions this package
  /// uses (AVX-512 with BF16); else float32.
  case auto
  case float32
  /// On CPUs with those instructions, products are of numbers rounded to bfloat16, their sums and all
  /// else float32. Elsewhere everything is bfloat16.
  case bfloat16

  /// What it stands for on a device.
  package func resolved(on device: Device) -> Self {
    guard self == .auto else { return self }
    switch device {
    case .cuda: return .bfloat16
    case .cpu: return Engine.hasBFloat16Kernels ? .bfloat16 : .float32
    case .mps: return .float32
    }
  }

  /// What weights and features are stored in, and how fused operations compute on them.
  func storage(on device: Device) -> (dtype: DType, kernels: Engine.Kernels) {
    guard resolved(on: device) == .bfloat16 else { return (.float32, .float32) }
    return device == .cpu && Engine.hasBFloat16Kernels
      ? (.float32, .bfloat16) : (.bfloat16, .float32)
  }
}
