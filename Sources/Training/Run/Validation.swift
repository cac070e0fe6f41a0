// SPDX-License-Identifier: Apache-2.0

import Datasets
import FusionMetrics
import FusionModel
import Imaging
import Layers
import Tensors

/// The pairs that are kept from training, and what is measured on them.
struct Validation {
  /// The shorter side of the smallest pair that all losses can be measured on, in pixels.
  private static let leastSide = 32

  /// A line for each pair that is too small to be measured.
  let warnings: [String]
  private let scenes: [ValidationPair]
  private let phases: [PhaseName: any TrainingPhase]
  private let previews: Int

  /// Reads the pairs and cuts the centred square out of each, but of those that are too small;
  /// `phases` are the trainer's.
  ///
  /// - Throws: `ImagingError` for a file that cannot be read, `DatasetError` for unequal sizes.
  init(
    _ pairs: [ImagePair], _ settings: ValidationSettings,
    phases: [PhaseName: any TrainingPhase], device: Device
  ) throws {
    let side = settings.side
    var warnings: [String] = []
    scenes = try zip(pairs, Self.names(of: pairs)).compactMap { pair, name in
      let images = try pair.readEqualSizes()
      guard min(images.first.size.width, images.first.size.height) >= Self.leastSide else {
        warnings.append(
          "\(pair.first): \(images.first.size), too small to judge by; \(Self.leastSide) a side at "
            + "least is wanted")
        return nil
      }
      let planes = [images.first, images.second].map {
        $0.shown().centered(side).clampedTensor().to(device: device)
      }
      return ValidationPair(
        name: name, batch: ImageBatch(first: planes[0], second: planes[1]))
    }
    self.warnings = warnings
    self.phases = phases
    previews = settings.previews
  }

  /// A name for each pair, which a file can have: its stem, with "_" for "/", behind which the
  /// second and further pairs of one name, as another data folder may have them, are counted:
  /// "001", "001-2".
  private static func names(of pairs: [ImagePair]) -> [String] {
    var taken: Set<String> = []
    return pairs.map { pair in
      let stem = pair.stem.replacing("/", with: "_")
      var (name, count) = (stem, 1)
      while !taken.insert(name).inserted {
        count += 1
        name = "\(stem)-\(count)"
      }
      return name
    }
  }

  /// How many pairs are measured.
  var count: Int { scenes.count }

  /// Measures the network as it is used: in evaluation mode.
  func measure(_ model: DAEFuse, _ name: PhaseName, nextStep: Int) -> ValidationReport? {
    guard !scenes.isEmpty, let phase = phases[name] else { return nil }
    model.train(false)
    defer { model.train() }
    let results = withoutGradients {
      scenes.enumerated().map { result(of: model, phase, $1, isShown: $0 < previews) }
    }
    return ValidationReport(
      phase: name, nextStep: nextStep, loss: mean(results.map(\.loss)),
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

  private func result(
    of model: DAEFuse, _ phase: any TrainingPhase, _ scene: ValidationPair, isShown: Bool
  ) -> PairMeasurement {
    let output = phase.output(of: model, for: scene.batch)
    let losses = output.terms.map {
      StepReport.Value(name: "loss/\($0.name)", value: $0.value.item())
    }
    let metrics = output.fused.map { scores(of: $0, scene) } ?? []
    return PairMeasurement(
      loss: LossTerm.total(of: output.terms).item(), values: losses + metrics,
      panel: isShown && !TensorError.wasReported ? (scene.name, panel(of: output.panel)) : nil)
  }

  /// The published tables' metrics, for which the scene is large enough.
  private func scores(of fused: Tensor, _ scene: ValidationPair) -> [StepReport.Value] {
    let images = [fused, scene.batch.first, scene.batch.second].map { GrayImage(plane($0)) }
    guard
      let measured = try? FusedTriple(
        name: scene.name, fused: images[0], first: images[1], second: images[2])
    else { return [] }
    return Metric.tableColumns.compactMap { metric in
      guard let score = try? metric.value(of: measured, profile: .cddfuse) else { return nil }
      return StepReport.Value(name: metric.name, value: score)
    }
  }
}

/// A pair that is measured.
private struct ValidationPair {
  let name: String
  let batch: ImageBatch
}

/// What was measured on one pair.
private struct PairMeasurement {
  let loss: Double
  let values: [StepReport.Value]
  let panel: (name: String, image: Image)?
}

/// Images side by side.
private func panel(of images: [Tensor]) -> Image {
  Image.panel(images.map { Image(luminance: plane($0)) })
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
