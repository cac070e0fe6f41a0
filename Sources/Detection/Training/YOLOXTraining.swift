// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Files
import Foundation
import Imaging
import Layers
import Tensors

/// YOLOX-Nano, trained here from weights of a file.
///
/// On the CPU, with one thread, a seed gives the same weights each time.
public struct YOLOXTraining: TrainableDetector {
  /// "yolox-nano".
  public let name = "yolox-nano"
  /// The file of the first weights, as a ``Detector`` reads it.
  public let start: String
  /// How it is trained.
  public let settings: DetectorTrainingSettings
  /// CPU threads that it uses, 1 to 1024.
  public let threads: Int

  /// Describes a training.
  public init(
    start: String, settings: DetectorTrainingSettings = DetectorTrainingSettings(), threads: Int
  ) {
    (self.start, self.settings, self.threads) = (start, settings, threads)
  }

  /// The settings, and the checksum of the first weights.
  ///
  /// - Throws: `FileError` where those cannot be read.
  public func conditions() async throws -> [String: String] {
    [
      "start": try await onBlockingThread {
        SHA256.digest(of: try readFile(start, atMost: 1 << 30))
      },
      "side": "\(settings.side)", "batch": "\(settings.batch)", "steps": "\(settings.steps)",
      "rate": "\(settings.rate)", "mosaics": "\(settings.mosaicShare)",
    ]
  }

  /// The sentence of the sheet.
  public func summary(imageCount: Int) -> String {
    "YOLOX-Nano from its weights for COCO, trained for each row on the \(imageCount) training images "
      + "fused alike: \(settings.steps) steps of \(settings.batch) squares of \(settings.side) "
      + "pixels, AdamW at \(settings.rate) and falling, mosaics for \(settings.mosaicShare) of the "
      + "steps, the last weights"
  }

  /// Trains, writes `weights.safetensors` and `loss.csv`, then looks at the test part.
  ///
  /// All images of the training part are in memory as they fit the square, three bytes a pixel: of
  /// 3369 images at 640x480 3.1 GB.
  ///
  /// - Throws: ``DetectionError``, with `training` where the loss is not finite; `ImagingError`,
  ///   `SafetensorsError`, `FileError`.
  public func train(on set: YOLODataSet, seed: Int, in folder: String) async throws {
    let weights = "\(folder)/weights.safetensors"
    try await onBlockingThread {
      try Engine.withThreads(threads) {
        try throwingEngineFailures { try train(on: set, seed: seed, weights: weights, folder) }
      }
    }
    try await look(at: set, weights: weights, folder)
  }

  private func train(
    on set: YOLODataSet, seed: Int, weights: String, _ folder: String
  ) throws {
    let pictures = try (set.stems[.train] ?? []).map { stem in
      let image = try Image(contentsOf: set.image(stem, of: .train))
      return TrainingPicture(
        image, labels: try set.boxes(stem, of: .train, in: image.size), side: settings.side)
    }
    let network = try YOLOXNano.transferred(
      from: start, classCount: set.classNames.count,
      using: RandomGenerator(seed: UInt64(seed)))
    network.convert(memoryFormat: .channelsLast)
    var trainer = DetectorTrainer(network, on: pictures, seed: UInt64(seed), settings: settings)
    var lines = "step,loss\n"
    for step in 0..<settings.steps { lines += "\(step),\(try trainer.takeStep())\n" }
    try writeFile(lines, to: "\(folder)/loss.csv")
    try network.write(to: weights)
  }

  private func look(at set: YOLODataSet, weights: String, _ folder: String) async throws {
    let detector = try Detector(path: weights, side: settings.side, threads: threads)
    try makeFolder("\(folder)/found")
    for stem in set.stems[.test] ?? [] {
      let image = try Image(contentsOf: set.image(stem, of: .test))
      let found = try await detector.detect(
        in: image, options: DetectionScoring.standardDetection)
      try writeFile(
        YOLOText(found, size: image.size, withScores: true).text,
        to: YOLODataSet.found(stem, in: folder))
    }
  }
}
