// SPDX-License-Identifier: Apache-2.0

import Datasets
import Tensors

/// A batch as tensors, `[N, 1, H, W]` each, values in 0...1.
struct ImageBatch {
  let first: Tensor
  let second: Tensor

  init(first: Tensor, second: Tensor) {
    self.first = first
    self.second = second
  }

  /// Crops on the device that trains.
  init(_ crops: CropBatch, device: Device) {
    let shape = [crops.count, 1, crops.side, crops.side]
    first = Tensor(crops.first, shape).transferred(to: device)
    second = Tensor(crops.second, shape).transferred(to: device)
  }

  /// The same images without a way back to what made them.
  func detached() -> Self { Self(first: first.detached(), second: second.detached()) }
}

extension Tensor {
  /// On a device that this process trains on; to a CUDA device from page-locked memory, without
  /// waiting for the copy.
  fileprivate func transferred(to device: Device) -> Tensor {
    guard case .cuda = device else { return to(device: device) }
    return pinned().to(device: device, nonBlocking: true)
  }
}
