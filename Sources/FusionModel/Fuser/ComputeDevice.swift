// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// What a network runs on.
public enum ComputeDevice: Sendable, Equatable {
  /// A GPU where there is one, else the CPU.
  case auto
  case cpu
  /// The CUDA device of that index.
  case cuda(Int)
  /// The GPU of an Apple machine.
  case mps

  /// `auto`, `cpu`, `cuda`, `cuda:N` or `mps`; nil for anything else.
  public init?(_ text: String) {
    switch text {
    case "auto": self = .auto
    case "cpu": self = .cpu
    case "cuda": self = .cuda(0)
    case "mps": self = .mps
    default:
      guard text.hasPrefix("cuda:"), let index = Int(text.dropFirst(5)), index >= 0 else {
        return nil
      }
      self = .cuda(index)
    }
  }

  /// - Throws: ``FusionModelError`` where this process cannot use it.
  package func resolved() throws -> Device {
    let device: Device =
      switch self {
      case .auto: .best
      case .cpu: .cpu
      case .cuda(let index): .cuda(index)
      case .mps: .mps
      }
    guard device.isAvailable else {
      throw FusionModelError.device(
        "\(device) is not available to this LibTorch and machine\(device.loadFailure)")
    }
    return device
  }
}

extension Device {
  /// What to say after a colon where its libraries are not there.
  fileprivate var loadFailure: String {
    guard case .cuda = self, let failure = Device.cudaLoadFailure else { return "" }
    return ": \(failure)"
  }
}
