import Datasets
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
    let count = Double(results.count)
    let names = results[0].values.map(\.name)
    return ValidationReport(
      phase: phase, nextStep: nextStep, loss: results.map(\.loss).reduce(0, +) / count,
      values: names.indices.map { index in
        StepReport.Value(
          name: names[index], value: results.map { $0.values[index].value }.reduce(0, +) / count)
      },
      panels: results.compactMap(\.panel))
  }

  private typealias Result = (
    loss: Double, values: [StepReport.Value], panel: (name: String, image: Image)?
  )

  private func result(
    of model: DAEFuse, _ phase: TrainingPhase, _ scene: (name: String, batch: ImageBatch),
    isShown: Bool
  ) -> Result {
    let output = phase.output(of: model, for: scene.batch, weights: weights)
    let values = output.terms.map { StepReport.Value(name: "loss/\($0.name)", value: $0.value.item()) }
    let panel = isShown ? (scene.name, phase.panel(scene.batch, output)) : nil
    return (LossTerm.total(of: output.terms).item(), values, panel)
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
    return Image.panel(shown.map { Image(luminance: Plane($0.to(.float32, device: .cpu))) })
  }
}

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
