// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionModel
import Imaging
import Measuring
import Scenes

/// The measurements of `daefuse bench`.
struct SpeedRun {
  let model: ModelOptions
  let repetition: RepetitionOptions

  /// Measures at each size, in a process of its own, so that none holds another's memory.
  func report(sizes: [ImageSize]) throws -> SpeedReport {
    try withTemporaryFolder { folder in
      let description = try ModelDescription(ModelSource(model.model))
      let weights = try description.path ?? untrained(description, in: folder)
      let speed = try ComputeSpeed(
        device: model.device, precision: model.precision, threads: model.threads,
        seconds: min(repetition.seconds, 1))
      return SpeedReport(
        model: model.model, hasWeights: description.path != nil, speed: speed,
        startUp: try startUp(weights, in: folder),
        measurements: try sizes.map { try measure($0, weights, in: folder) })
    }
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
    let run = try OwnProcess.run(["bench-pair"] + pair + model.arguments(weights) + limits)
    return try JSONDecoder().decode(FusionMeasurement.self, from: run.output)
  }

  private func startUp(_ weights: String, in folder: String) throws -> StartUpMeasurement {
    let pair = try renderedPair(ImageSize(width: 64, height: 64), in: folder)
    let fusing =
      ["fuse"] + pair + ["-o", "\(folder)/fused.png", "--overwrite", "--quiet"]
      + model.arguments(weights)
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
