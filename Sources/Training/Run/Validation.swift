// SPDX-License-Identifier: Apache-2.0

import Datasets
import FusionMetrics
import FusionModel
import Imaging
import Layers
import Tensors

/// The pairs that are kept from training, and what is measured on them.
struct Validation {
  private let scenes: [(name: String, batch: ImageBatch)]
  private let weights: LossWeights
  private let previews: Int
  private let device: Device

  /// Reads the pairs and cuts the centred square out of each.
  ///
  /// - Throws: `ImagingError` for a file that cannot be read.
  init(_ pairs: [ImagePair], _ configuration: TrainingConfiguration, device: Device) throws {
    let side = configuration.validation.side
    scenes = try pairs.map { pair in
      let planes = try [pair.first, pair.second].map {
        Tensor(try Image(contentsOf: $0).luminance().centered(side)).to(device: device)
      }
      return (pair.stem, ImageBatch(first: planes[0], second: planes[1]))
    }
    weights = configuration.losses
    previews = configuration.validation.previews
    self.device = device
  }

  /// Measures the network as it is used: in evaluation mode.
  func measure(_ model: DAEFuse, _ phase: TrainingPhase, nextStep: Int) -> ValidationReport? {
    guard !scenes.isEmpty else { return nil }
    model.train(false)
    defer { model.train() }
    let results = withoutGradients {
      scenes.enumerated().map { result(of: model, phase, $1, isShown: $0 < previews) }
    }
    return ValidationReport(
      phase: phase, nextStep: nextStep, loss: mean(results.map(\.loss)),
      values: Self.means(of: results.map(\.values)), panels: results.compactMap(\.panel))
  }

  /// The mean of each number over the scenes that have it: small ones lack some metrics.
  private static func means(of values: [[StepReport.Value]]) -> [StepReport.Value] {
    let longest = values.max { $0.count < $1.count } ?? []
    return longest.map(\.name).map { name in
      let found = values.compactMap { $0.first { $0.name == name }?.value }
      return StepReport.Value(name: name, value: mean(found))
    }
  }

  private typealias Result = (
    loss: Double, values: [StepReport.Value], panel: (name: String, image: Image)?
  )

  private func result(
    of model: DAEFuse, _ phase: TrainingPhase, _ scene: (name: String, batch: ImageBatch),
    isShown: Bool
  ) -> Result {
    let output = phase.output(of: model, for: scene.batch, weights: weights)
    let losses = output.terms.map {
      StepReport.Value(name: "loss/\($0.name)", value: $0.value.item())
    }
    let metrics = phase == .fusion ? scores(of: output.fakeFirst, scene) : []
    let panel = isShown ? (scene.name, phase.panel(scene.batch, output)) : nil
    return (LossTerm.total(of: output.terms).item(), losses + metrics, panel)
  }

  /// The published tables' metrics, for which the scene is large enough.
  private func scores(
    of fused: Tensor, _ scene: (name: String, batch: ImageBatch)
  ) -> [StepReport.Value] {
    let images = [fused, scene.batch.first, scene.batch.second].map { GrayImage(plane($0)) }
    guard
      let measured = try? FusionScene(
        name: scene.name, fused: images[0], first: images[1], second: images[2])
    else { return [] }
    return Metric.tableColumns.compactMap { metric in
      guard let score = try? metric.value(of: measured, profile: .cddfuse) else { return nil }
      return StepReport.Value(name: metric.name, value: score)
    }
  }
}

extension TrainingPhase {
  /// Sources and results side by side.
  fileprivate func panel(_ batch: ImageBatch, _ output: PhaseOutput) -> Image {
    let shown =
      switch self {
      case .reconstruction: [batch.first, output.fakeFirst, batch.second, output.fakeSecond]
      case .fusion: [batch.first, batch.second, output.fakeFirst]
      }
    return Image.panel(shown.map { Image(luminance: plane($0)) })
  }
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

/// The plane that `[1, 1, H, W]` holds, wherever it is.
private func plane(_ image: Tensor) -> Plane { Plane(image.to(.float32, device: .cpu)) }

extension Plane {
  /// The centred square of that side; the whole length of a shorter side.
  fileprivate func centered(_ side: Int) -> Plane {
    let (width, height) = (min(side, size.width), min(side, size.height))
    let (left, top) = ((size.width - width) / 2, (size.height - height) / 2)
    let rows = (top..<top + height).map { row in
      values[row * size.width + left..<row * size.width + left + width]
    }
    return Plane(size: ImageSize(width: width, height: height), values: Array(rows.joined()))
  }
}
