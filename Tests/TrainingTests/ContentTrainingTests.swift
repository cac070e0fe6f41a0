import Datasets
import Foundation
import FusionModel
import Imaging
import Layers
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite("training by the content losses", .singleThreaded)
struct ContentTrainingTests {
  /// Waves of their own for each modality, so that crops have contrast.
  private let pairs = (0..<3).map { index in
    LuminancePair(wave(0.07 + 0.02 * Double(index), 0.03), wave(0.02, 0.06 + 0.02 * Double(index)))
  }

  private static func wave(_ horizontal: Double, _ vertical: Double) -> Image {
    let size = ImageSize(width: 40, height: 36)
    let values = (0..<size.pixelCount).map { index in
      let phase = horizontal * Double(index % 40) + vertical * Double(index / 40)
      return UInt8(127.5 + 127.5 * sin(2 * .pi * phase))
    }
    return Image(size: size, colorModel: .gray, samples: .uint8(values))
  }

  private func training(seed: UInt64 = 5, steps: (Int, Int)) -> ContentTraining {
    var settings = ContentTrainer.Settings(
      reconstructionSteps: steps.0, fusionSteps: steps.1, batch: 2)
    settings.peakRate = 1e-2
    return ContentTraining(configuration: .tiny, settings: settings, crop: 32, seed: seed)
  }

  /// The losses of a run, and the file it wrote.
  private func run(
    _ training: ContentTraining, in folder: String, initialWeights: String? = nil,
    stoppingAfter last: Int = .max
  ) throws -> (reports: [ContentTrainer.StepReport], path: String) {
    let path = "\(folder)/\(training.seed)-\(last).safetensors"
    var reports: [ContentTrainer.StepReport] = []
    try training.run(on: pairs, writingTo: path, threads: 1, initialWeights: initialWeights) {
      reports.append($0)
      return reports.count < last
    }
    return (reports, path)
  }

  @Test("the loss of each phase falls, and the file is a network")
  func lossFalls() throws {
    try withTemporaryFolder { folder in
      let (reports, path) = try run(training(steps: (40, 30)), in: folder)
      #expect(
        reports.map(\.phase) == Array(repeating: "reconstruction", count: 40)
          + Array(repeating: "fusion", count: 30))
      #expect(reports.map(\.step) == Array(0..<40) + Array(0..<30))
      #expect(
        reports.allSatisfy { $0.loss.isFinite && $0.gradientNorm.isFinite && $0.gradientNorm > 0 })
      for phase in ["reconstruction", "fusion"] {
        let losses = reports.filter { $0.phase == phase }.map(\.loss)
        #expect(mean(losses.suffix(5)) < 0.8 * mean(losses.prefix(5)), "\(phase): \(losses)")
      }
      let file = try WeightFile(path: path)
      #expect(file.configuration == .tiny)
      #expect(file.notes["daefuse.training"]?.contains("seed 5, 3 pairs") == true)
      #expect(try !file.makeModel().isTraining)
    }
  }

  @Test("the seed decides every loss and every weight")
  func deterministic() throws {
    try withTemporaryFolder { first in
      try withTemporaryFolder { second in
        let runs = try [first, second].map { try run(training(steps: (4, 4)), in: $0) }
        #expect(runs[0].reports.map(\.loss) == runs[1].reports.map(\.loss))
        let weights = try runs.map { try self.weights(in: $0.path) }
        #expect(weights[0] == weights[1])
        let other = try run(training(seed: 6, steps: (4, 0)), in: first)
        #expect(other.reports.map(\.loss) != Array(runs[0].reports.map(\.loss).prefix(4)))
      }
    }
  }

  @Test("a run that is stopped, in either phase, leaves a valid file", arguments: [1, 3, 6])
  func stopped(_ last: Int) throws {
    try withTemporaryFolder { folder in
      let (reports, path) = try run(training(steps: (4, 4)), in: folder, stoppingAfter: last)
      #expect(reports.count == last)
      _ = try WeightFile(path: path).makeModel()
    }
  }

  @Test("a run starts from given weights; those of another network are refused")
  func initialWeights() throws {
    try withTemporaryFolder { folder in
      let first = try run(training(steps: (6, 0)), in: folder)
      let next = try run(training(seed: 9, steps: (0, 1)), in: folder, initialWeights: first.path)
      #expect(next.reports.count == 1)
      let (start, end) = try (weights(in: first.path), weights(in: next.path))
      let key = "shallow_encoder.embed.weight"
      let change = try zip(#require(start[key]), #require(end[key])).map { abs($0 - $1) }.max() ?? 0
      #expect(change < 1e-3)
      var other = training(steps: (1, 0))
      other.configuration.depth = 2
      let error = try #require(throws: FusionModelError.self) {
        _ = try run(other, in: folder, initialWeights: first.path)
      }
      #expect(error.description.contains(first.path) && error.code == .weights)
    }
  }

  @Test("where no pair is as large as the crop, the run does not begin")
  func tooSmall() throws {
    var training = training(steps: (1, 0))
    training.crop = 64
    try withTemporaryFolder { folder in
      let error = try #require(throws: DatasetError.self) { _ = try run(training, in: folder) }
      #expect(error.code == .noPairs)
    }
  }

  private func mean(_ values: some Collection<Double>) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private func weights(in path: String) throws -> [String: [Double]] {
    let file = try SafetensorsFile(path: path)
    return try file.entries.keys.reduce(into: [:]) { $0[$1] = try file.tensor($1).values() }
  }
}
