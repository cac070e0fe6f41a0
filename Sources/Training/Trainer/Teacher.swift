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

  /// The teacher that settings name; nil where they name none.
  ///
  /// - Throws: `FusionModelError` where there are no weights; ``TrainingError`` where parts of its
  ///   blend are to be imitated and it has others than the network that learns.
  static func named(in settings: TrainingConfiguration, device: Device) throws -> Teacher? {
    let losses = settings.losses
    if losses.teacher.isEmpty { return nil }
    let teacher = try Teacher(ModelSource(losses.teacher), device: device)
    guard
      losses[.partImitation] == 0
        || type(of: teacher.network.head) == type(of: settings.model.head.make())
    else {
      throw TrainingError.configuration(
        "losses.partImitation is \(losses[.partImitation]), and the teacher \(losses.teacher) has "
          + "another kind of head than model.head; one of the same kind is wanted")
    }
    return teacher
  }

  /// What it makes of a batch: fused images, 0...1, and the parts of their blends, `[N, 1, H, W]`
  /// each, float32.
  func callAsFunction(_ batch: ImageBatch) -> Taught {
    withoutGradients {
      let (image, parts) = network.fusedWithParts(batch.first, batch.second)
      return Taught(
        image: image.to(.float32).clamped(0, 1), parts: parts.map { $0.to(.float32) })
    }
  }
}
