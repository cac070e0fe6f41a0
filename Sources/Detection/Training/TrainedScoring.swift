// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Files
import Foundation
public import Fusion
public import Imaging

/// Scores several ways of fusing by detectors that are trained on what each of them fuses.
///
/// All rows have the same detector, the same seeds and the same settings. What is finished is kept
/// in a folder and not done again.
public struct TrainedScoring: Sendable {
  /// How pairs are fused: in the visible image's color unless told otherwise.
  public var fusion = FusionOptions()
  /// How much reading one source may cost.
  public var policy = ImageDecodingPolicy.standard
  /// Classes of the labels that count as one; nil: each counts under its own name.
  public var groups: [ClassGroup]?
  /// How many trainings each row has, with the seeds from 1 on.
  public var seedCount = 3
  /// How many pairs are fused at once.
  public var atOnce = 1
  /// What networks among the methods hang on beside their names, such as a hash of their weights,
  /// by those names: rows of others are refused.
  public var networks: [String: [String: String]] = [:]
  /// The folder of the trainings.
  public let folder: String

  /// Keeps what is finished in `folder`.
  public init(folder: String) { self.folder = folder }

  /// What is told while it goes on.
  public enum Event: Sendable {
    /// An older version began the folder and did not note all that results hang on: what is asked
    /// for now was taken for what was asked for then. Each is named, with its file.
    case unnoted([String])
    /// The images of a row are written now, or were there.
    case written(row: String)
    /// A training is finished: its number, of how many, its mAP@50, and how long it took; or was
    /// finished before.
    case trained(
      row: String, seed: Int, number: Int, of: Int, atHalf: Double?, seconds: Double, wasThere: Bool
    )
  }

  /// What was found.
  public struct Outcome: Sendable {
    /// The rows, with as many runs as there are seeds.
    public let scores: DetectionScoring.Outcome
    /// How the trainings went.
    public let training: TrainingConditions
  }

  /// Fuses, trains and scores what is not there yet.
  ///
  /// - Parameters:
  ///   - split: What is trained on, and what is scored on.
  ///   - methods: What fuses, each under its own name; rows are those of ``DetectionScoring``.
  ///   - detector: What is trained.
  ///   - report: Told what is finished.
  /// - Returns: The rows.
  /// - Throws: ``DetectionError``, what reading, fusing and writing throw, and what the detector
  ///   throws.
  public func score(
    _ split: DetectionSplit, _ methods: [any FusionMethod], by detector: any TrainableDetector,
    report: @Sendable (Event) -> Void = { _ in }
  ) async throws -> Outcome {
    let sources = try DetectionSource.all(methods)
    let classes = ClassMatch(labels: split.test.classNames, groups: groups)
    let folder = TrainingFolder(path: folder)
    let unnoted = try await claim(folder, split, classes, sources, detector)
    if !unnoted.isEmpty { report(.unnoted(unnoted)) }
    let writer = DataSetWriter(split: split, classes: classes, fusion: fusion, policy: policy)
    var (sets, notes): ([YOLODataSet], [DataSetWriter.Note]) = ([], [])
    for source in sources {
      let (set, told) = try await writer.write(
        source, to: folder.row(source.name), atOnce: atOnce)
      sets.append(set)
      notes += told
      report(.written(row: source.name))
    }
    let names = sources.map(\.name)
    let (runs, seconds) = try await train(detector, names, sets, in: folder, report)
    return Outcome(
      scores: DetectionScoring.Outcome(
        rows: zip(names, runs).map { DetectionRow(name: $0, runs: $1) }, classes: classes,
        ranges: notes.flatMap(\.ranges), warnings: notes.flatMap(\.warnings)),
      training: TrainingConditions(
        rule: split.rule, imageCount: split.train.pairs.count,
        detector: detector.summary(imageCount: split.train.pairs.count), seedCount: seedCount,
        hours: seconds / 3600))
  }

  /// All trainings, seed by seed, so that of a benchmark that is stopped all rows are as far.
  /// - Returns: The runs of each row, and the seconds that all took.
  private func train(
    _ detector: any TrainableDetector, _ names: [String], _ sets: [YOLODataSet],
    in folder: TrainingFolder, _ report: (Event) -> Void
  ) async throws -> ([[DetectionMatches]], Double) {
    var runs = [[DetectionMatches]](repeating: [], count: names.count)
    var (sum, number) = (0.0, 0)
    for seed in 1...seedCount {
      for (index, set) in sets.enumerated() {
        let path = folder.training(names[index], detector.name, seed: seed)
        let (matches, seconds, wasThere) = try await run(detector, set, seed: seed, in: path)
        runs[index].append(matches)
        sum += seconds
        number += 1
        report(
          .trained(
            row: names[index], seed: seed, number: number, of: seedCount * names.count,
            atHalf: matches.averagePrecision.atHalf, seconds: seconds, wasThere: wasThere))
      }
    }
    return (runs, sum)
  }

  private func run(
    _ detector: any TrainableDetector, _ set: YOLODataSet, seed: Int, in path: String
  ) async throws -> (DetectionMatches, seconds: Double, wasThere: Bool) {
    let file = "\(path)/training.json"
    if let record = TrainingRecord(path: file) {
      return (try await matches(set, in: path), record.seconds, true)
    }
    try makeFolder(path)
    let start = ContinuousClock.now
    try await detector.train(on: set, seed: seed, in: path)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let matches = try await matches(set, in: path)
    try TrainingRecord(
      seed: seed, seconds: seconds, meanAveragePrecision: matches.averagePrecision.atHalf
    ).write(to: file)
    return (matches, seconds, false)
  }

  /// What was found in the test part, matched with what is there.
  private func matches(_ set: YOLODataSet, in path: String) async throws -> DetectionMatches {
    try await onBlockingThread {
      let images = try (set.stems[.test] ?? []).map { stem in
        let size = try Image(contentsOf: set.image(stem, of: .test)).size
        let found = try FoundFile(
          path: YOLODataSet.found(stem, in: path), size: size, classCount: set.classNames.count)
        return ImageDetections(
          found: found.boxes, labels: try set.boxes(stem, of: .test, in: size))
      }
      return DetectionMatches(images, classCount: set.classNames.count)
    }
  }
}
