// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import FusionModel
import Imaging
import ImportedModels
import Measuring
import Scenes
import Video

/// The measurements of `daefuse bench`.
struct SpeedRun {
  let model: ModelOptions
  let importing: ImportOptions
  let repetition: RepetitionOptions

  /// Measures at each size, in a process of its own, so that none holds another's memory.
  func report(sizes: [ImageSize]) throws -> SpeedReport {
    try withTemporaryFolder { folder in
      let choice = ModelChoice(model.model)
      let (weights, source) =
        try choice.format == nil ? ours(choice.source, in: folder) : imported(choice)
      let speed = try ComputeSpeed(
        device: choice.format == .onnx ? .cpu : model.device, precision: model.precision,
        threads: model.threads, seconds: min(repetition.seconds, 1))
      return SpeedReport(
        model: choice.name ?? choice.source, weights: weights, speed: speed,
        startUp: try startUp(source, in: folder),
        measurements: try sizes.map { try measure($0, source, in: folder) })
    }
  }

  /// Measures films of each size.
  func filmReport(sizes: [ImageSize]) throws -> FilmSpeedReport {
    _ = try FFmpegProgram()
    return try withTemporaryFolder { folder in
      let choice = ModelChoice(model.model)
      let (_, source) =
        try choice.format == nil ? ours(choice.source, in: folder) : imported(choice)
      return FilmSpeedReport(
        model: choice.name ?? choice.source,
        try sizes.map { size in
          if StandardError.isTerminal { StandardError.print("measuring at \(size)") }
          let films = "\(folder)/\(size)"
          try makeFolder(films)
          let run = try OwnProcess.run(
            ["bench-film", films, "\(size)"] + model.arguments(source) + importing.arguments)
          return try JSONDecoder().decode(FilmMeasurement.self, from: run.output)
        })
    }
  }

  /// A network of this project: whether it is trained, and a file of weights.
  private func ours(
    _ source: String, in folder: String
  ) throws -> (SpeedReport.Weights, file: String) {
    let description = try ModelDescription(ModelSource(source))
    return try description.path.map { (.trained, $0) }
      ?? (.random, untrained(description, in: folder))
  }

  /// Somebody else's, which is opened once, so that what is wrong with it is said once.
  private func imported(_ choice: ModelChoice) throws -> (SpeedReport.Weights, file: String) {
    _ = try model.makeMethod(1, importing)
    return (.imported, choice.source)
  }

  private func untrained(_ model: ModelDescription, in folder: String) throws -> String {
    let path = "\(folder)/untrained.safetensors"
    try WeightFile.writeUntrained(model.blueprint, to: path)
    return path
  }

  private func measure(
    _ size: ImageSize, _ weights: String, in folder: String
  ) throws -> FusionMeasurement {
    if StandardError.isTerminal { StandardError.print("measuring at \(size)") }
    let limits = ["--repeats", "\(repetition.repeats)", "--seconds", "\(repetition.seconds)"]
    let pair = try renderedPair(size, in: folder)
    let run = try OwnProcess.run(
      ["bench-pair"] + pair + model.arguments(weights) + importing.arguments
        + limits)
    return try JSONDecoder().decode(FusionMeasurement.self, from: run.output)
  }

  private func startUp(_ weights: String, in folder: String) throws -> StartUpMeasurement {
    let pair = try renderedPair(ImageSize(width: 64, height: 64), in: folder)
    let fusing =
      ["fuse"] + pair + ["-o", "\(folder)/fused.png", "--overwrite", "--quiet"]
      + model.arguments(weights) + importing.arguments
    for warmUp in [["version"], fusing] { _ = try OwnProcess.run(warmUp) }
    let runs = try repeated(upTo: min(repetition.repeats, 5), for: repetition.seconds) {
      StartUpMeasurement.Run(
        loading: try OwnProcess.run(["version"]).seconds, whole: try OwnProcess.run(fusing).seconds)
    }
    return StartUpMeasurement(runs: runs)
  }

  /// The paths of two images.
  private func renderedPair(_ size: ImageSize, in folder: String) throws -> [String] {
    let scene = RenderedScene(seed: 1, size: size, condition: .day)
    let paths = ["\(folder)/visible-\(size).png", "\(folder)/infrared-\(size).png"]
    try scene.visible.write(to: paths[0])
    try scene.infrared.write(to: paths[1])
    return paths
  }
}

private func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "daefuse-\(UUID())")
  let remove: @Sendable () -> Void = { try? FileManager.default.removeItem(at: folder) }
  return try Interruption.shared.cleaningUp(by: remove) {
    defer { remove() }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    return try body(folder.path(percentEncoded: false))
  }
}
