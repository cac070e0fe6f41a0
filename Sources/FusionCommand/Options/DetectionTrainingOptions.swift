// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Datasets
import Detection
import Foundation

/// Whether detectors are trained on what is fused, and how.
struct DetectionTrainingOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Train the detector on the training part as each row fuses it, and score the test part. "
        + "Takes hours; what is finished is kept in --cache and not done again. yolox-nano holds "
        + "all training images in memory, 0.9 MB for each of 640x480."))
  var train = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many trainings each row has, with the seeds from 1 on; without it 3.",
      valueName: "count"))
  var seeds: Int?

  @Option(
    help: ArgumentHelp(
      "The folder of the trainings: fused images, weights, what was found.", valueName: "folder"))
  var cache: String?

  @Option(
    help: ArgumentHelp(
      "The training part, a folder as the set is. Without it that beside the set of a name: "
        + "msrs_train beside msrs_test.", valueName: "folder"))
  var trainingSet: String?

  @Option(
    help: ArgumentHelp(
      "How a folder is divided: scenes for M3FD's scenes, none of which is trained on and scored; "
        + "8:1:1 for shares drawn by chance; or a file that names the test part, an image in each "
        + "line.", valueName: "rule"))
  var split: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Passes over the training part; without it 100 of ultralytics, of yolox-nano as many as make "
        + "\(DetectorTrainingSettings().steps) steps of \(DetectorTrainingSettings().batch) images.",
      valueName: "count"))
  var epochs: Int?

  /// Refuses what does not go together.
  func check(_ detector: String?) throws {
    guard train else { return try checkIdle(detector) }
    guard cache != nil else {
      throw ValidationError("--train needs --cache, a folder that keeps what is finished")
    }
    guard split == nil || trainingSet == nil else {
      throw ValidationError("--split and --training-set both name a training part; one is wanted")
    }
    guard (1...100).contains(seeds ?? 1) else {
      throw ValidationError("--seeds is \(seeds ?? 0); 1 to 100 is wanted")
    }
    guard (1...100_000).contains(epochs ?? 1) else {
      throw ValidationError("--epochs is \(epochs ?? 0); 1 to 100000 is wanted")
    }
  }

  /// Refuses what says nothing without `--train`: who gives it means to train.
  private func checkIdle(_ detector: String?) throws {
    let given = [
      ("--seeds", seeds != nil), ("--cache", cache != nil), ("--training-set", trainingSet != nil),
      ("--split", split != nil), ("--epochs", epochs != nil),
      ("--detector ultralytics", detector == "ultralytics"),
    ].filter(\.1).map(\.0)
    guard given.isEmpty else {
      throw ValidationError(
        "\(given.joined(separator: ", ")): of detectors that are trained; --train is wanted")
    }
  }

  /// What is trained, for the sheet: `name` is that of `--detector`.
  static func detectorName(_ name: String?) -> String {
    switch name {
    case "ultralytics": "YOLOv8n of ultralytics, trained for each row"
    case nil, "yolox-nano": "YOLOX-Nano, trained for each row from its weights for COCO"
    case let file?: "YOLOX-Nano, trained for each row from \(file)"
    }
  }

  /// The folder of the trainings.
  func folder() throws -> String {
    guard let cache else { throw UsageError(description: "--cache is missing") }
    return cache
  }

  /// Training part and test part.
  func split(
    _ choice: LabeledSetChoice, labels: String, _ pairing: FolderPairing,
    in data: DataFolderOption
  ) throws -> DetectionSplit {
    let test = try LabeledSet(path: choice.path, labels: labels, pairing: pairing)
    if let split { return try DetectionSplit(test, by: split) }
    let beside = try choice.benchmark.map {
      (try data.path() as NSString).appendingPathComponent($0.trainingFolder)
    }
    guard let path = trainingSet ?? beside else {
      throw UsageError(
        description:
          "\(choice.path): --train needs a training part; --training-set or --split is wanted")
    }
    let name = (path as NSString).lastPathComponent
    return try DetectionSplit(
      train: LabeledSet(path: path, labels: labels, pairing: pairing), test: test,
      rule: "Training part: \(name), a folder of its own.")
  }

  /// What is trained.
  func detector(
    _ name: String?, side: Int, threads: Int, imageCount: Int
  ) throws -> any TrainableDetector {
    if name == "ultralytics" {
      let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"
      return UltralyticsTraining(python: python, epochs: epochs ?? 100, side: side)
    }
    var settings = DetectorTrainingSettings()
    settings.side = side
    if let epochs { settings.steps = max(1, epochs * imageCount / settings.batch) }
    let file = name == "yolox-nano" ? nil : name
    return YOLOXTraining(
      start: try DetectorChoice.path(file), settings: settings, threads: threads)
  }

  /// A line that tells what is finished.
  static func line(_ event: TrainedScoring.Event) -> String {
    switch event {
    case .unnoted(let names):
      return
        "Warning: begun by an older version, which did not note \(names.joined(separator: ", ")):"
        + " taken to be as now"
    case .written(let row): return "Images of \(row) are written."
    case .trained(let row, let seed, let number, let count, let atHalf, let seconds, let wasThere):
      let score = atHalf.map { String(format: "%.3f", $0) } ?? "none"
      let time = wasThere ? "finished before" : String(format: "%.0f s", seconds)
      return "\(number) of \(count): \(row), seed \(seed): mAP@50 \(score), \(time)"
    }
  }
}
