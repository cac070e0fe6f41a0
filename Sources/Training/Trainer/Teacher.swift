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
        || settings.model.head.make().hasParts(like: teacher.network.head)
    else {
      throw TrainingError.configuration(
        "losses.partImitation is \(losses[.partImitation]), and the teacher \(losses.teacher) has "
          + "a head of other parts than model.head; one of the same kind and window is wanted")
    }
    return teacher
  }

  /// What it makes of a batch: fused images, 0...1, and if they are wanted the parts of their
  /// blends, `[N, 1, H, W]` each, float32.
  func callAsFunction(_ batch: ImageBatch, withParts: Bool) -> Taught {
    withoutGradients {
      let (image, parts) = network.fused(batch.first, batch.second, withParts: withParts)
      return Taught(
        image: image.to(.float32).clamped(0, 1), parts: parts.map { $0.to(.float32) })
    }
  }
}
