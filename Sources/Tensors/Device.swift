// SPDX-License-Identifier: Apache-2.0

private import CTorch

/// Where a ``Tensor`` lives and is computed on.
package enum Device: Sendable, Hashable, CustomStringConvertible {
  case cpu
  /// The CUDA device of that index.
  case cuda(Int)
  /// The GPU of an Apple machine.
  case mps

  /// Whether this process can use the device.
  package var isAvailable: Bool {
    switch self {
    case .cpu: true
    case .cuda(let index): index >= 0 && index < Self.cudaCount
    case .mps: ct_device_count(Int32(CT_MPS)) > 0
    }
  }

  /// CUDA devices that this process can use.
  package static var cudaCount: Int { Int(ct_device_count(Int32(CT_CUDA))) }

  /// Why there are none where LibTorch's CUDA libraries cannot be loaded: a CPU build has none, and
  /// those of a CUDA build want CUDA's own.
  package static var cudaLoadFailure: String? {
    ct_cuda_load_failure().map { String(cString: $0) }
  }

  /// The fastest kind of device this process can use.
  package static var best: Device {
    [.cuda(0), .mps].first { $0.isAvailable } ?? .cpu
  }

  /// `cpu`, `cuda:0`, `mps`, as PyTorch writes them.
  package var description: String {
    switch self {
    case .cpu: "cpu"
    case .cuda(let index): "cuda:\(index)"
    case .mps: "mps"
    }
  }
}

extension Device {
  /// The device as CTorch names it.
  var code: (type: Int32, index: Int32) {
    switch self {
    case .cpu: (Int32(CT_CPU), 0)
    case .cuda(let index): (Int32(CT_CUDA), Int32(index))
    case .mps: (Int32(CT_MPS), 0)
    }
  }

  init(type: Int32, index: Int32) {
    switch type {
    case Int32(CT_CUDA): self = .cuda(Int(index))
    case Int32(CT_MPS): self = .mps
    default: self = .cpu
    }
  }
}
