// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Layers
import Tensors

/// A trained network that another one learns from: it fuses each batch, too, and learns nothing.
struct Teacher: @unchecked Sendable {
  /// Used by the trainer's thread alone.
  private let network: any FusionNetwork

  /// Opens the weights of a preset or file.
  ///
  /// - Throws: `FusionModelError` where there are none.
  init(_ source: ModelSource, device: Device) throws {
    network = try source.open().makeModel()
    network.convert(device: device)
    network.train(false)
  }

  /// Its fused images of a batch, `[N, 1, H, W]`, float32, 0...1.
  func callAsFunction(_ batch: ImageBatch) -> Tensor {
    withoutGradients { network(batch.first, batch.second).to(.float32).clamped(0, 1) }
  }
}
