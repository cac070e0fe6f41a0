// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Datasets
import Evaluation
import Foundation
import Fusion
import Imaging
import Layers
import Safetensors
import Synchronization
import TestSupport
import Testing

@testable import Detection

/// Trainings of several rows, with a detector that needs none, and a real one in a few steps.
@Suite(.singleThreaded, .tags(.unit)) struct TrainedScoringTests {
  /// Runs `body` with four pairs of ``SquareSet``, the last of which is the test part.
  private func withSplit(
    classNames: [String] = ["person", "lamp"], labels: (Int, Int) = (0, 0),
    _ body: (DetectionSplit, String) async throws -> Void
  ) async throws {
    try await SquareSet.with(count: 4, classNames: classNames, labels: labels) { set in
      let split = try DetectionSplit(
        train: set.part([0, 1, 2]), test: set.part([3]), rule: "By hand.")
      try await withTemporaryFolder { try await body(split, $0) }
    }
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func aSetIsWrittenAsYOLOHasIt() async throws {
    try await withSplit(labels: (0, 1)) { split, folder in
      let writer = DataSetWriter(
        split: split, classes: ClassMatch(labels: split.train.classNames, groups: nil),
        fusion: FusionOptions(), policy: .standard)
      let (set, notes) = try await writer.write(.visible, to: folder, atOnce: 2)
      #expect(notes.count == 4)
      #expect(set.stems == [.train: ["1", "2", "3"], .test: ["4"]])
      #expect(
        try text("\(folder)/labels/train/2.txt")
          == "0 0.187500 0.187500 0.250000 0.250000\n1 0.750000 0.750000 0.250000 0.250000\n")
      #expect(
        try text("\(folder)/data.yaml")
          == "path: \"\(URL(filePath: folder).standardizedFileURL.path)\"\n"
          + "train: images/train\nval: images/test\ntest: images/test\n"
          + "names:\n  0: \"person\"\n  1: \"lamp\"\n")
      let image = try Image(contentsOf: "\(folder)/images/test/4.png")
      #expect(image.samples == (try Image(contentsOf: split.test.pairs[0].first)).samples)
    }
  }

  /// A file that is there is not made again, and none that is not there is left out.
  @Test func whatWasStoppedGoesOn() async throws {
    try await withSplit { split, folder in
      let writer = DataSetWriter(
        split: split, classes: ClassMatch(labels: split.train.classNames, groups: nil),
        fusion: FusionOptions(), policy: .standard)
      _ = try await writer.write(.visible, to: folder, atOnce: 1)
      for lost in ["data.yaml", "images/train/1.png", "labels/test/4.txt"] {
        try FileManager.default.removeItem(atPath: "\(folder)/\(lost)")
      }
      let (_, notes) = try await writer.write(.visible, to: folder, atOnce: 1)
      #expect(notes.count == 2)
      for path in ["data.yaml", "images/train/1.png", "labels/test/4.txt"] {
        #expect(FileManager.default.fileExists(atPath: "\(folder)/\(path)"))
      }
      #expect(try await writer.write(.visible, to: folder, atOnce: 1).1.isEmpty)
    }
  }

  /// Seeds 1 and 3 find what is to be seen, seed 2 nothing: 2/3, and a deviation of 1/sqrt 3.
  @Test func rowsAreMeansOverSeeds() async throws {
    try await withSplit { split, folder in
      var scoring = TrainedScoring(folder: folder)
      scoring.seedCount = 3
      let detector = FindingDetector()
      let events = Mutex<[String]>([])
      let outcome = try await scoring.score(split, [ClassicalMethod.max], by: detector) { event in
        if case .trained(let row, let seed, _, 12, _, _, false) = event {
          events.withLock { $0.append("\(row) \(seed)") }
        }
      }
      #expect(outcome.scores.rows.map(\.name) == ["visible", "infrared", "average", "max"])
      #expect(outcome.training.imageCount == 3 && outcome.training.rule == "By hand.")
      let row = outcome.scores.rows[3]
      #expect(abs((row.averagePrecision.atHalf ?? 0) - 2.0 / 3) < 1e-12)
      #expect(abs((row.deviation?.atHalf ?? 0) - (1.0 / 3).squareRoot()) < 1e-12)
      #expect(row.averagePrecision.classes[1] == nil && row.deviation?.classes[1] == nil)
      #expect(
        events.withLock { $0.prefix(5) } == [
          "visible 1", "infrared 1", "average 1", "max 1", "visible 2",
        ])
      // Nothing is done twice, and a further seed alone is done.
      scoring.seedCount = 4
      let more = try await scoring.score(split, [ClassicalMethod.max], by: detector)
      #expect(detector.count.withLock { $0 } == 16)
      #expect(abs((more.scores.rows[3].averagePrecision.atHalf ?? 0) - 0.5) < 1e-12)
    }
  }

  /// Without its record a training counts as stopped.
  @Test func aTrainingWithoutARecordIsDoneAgain() async throws {
    try await withSplit { split, folder in
      var scoring = TrainedScoring(folder: folder)
      scoring.seedCount = 1
      let detector = FindingDetector()
      _ = try await scoring.score(split, [], by: detector)
      try FileManager.default.removeItem(atPath: "\(folder)/average/finder-1/training.json")
      _ = try await scoring.score(split, [], by: detector)
      #expect(detector.count.withLock { $0 } == 4)
    }
  }

  @Test func otherConditionsAreRefused() async throws {
    try await withSplit { split, folder in
      var scoring = TrainedScoring(folder: folder)
      scoring.seedCount = 1
      _ = try await scoring.score(split, [], by: FindingDetector())
      func error(_ scoring: TrainedScoring, steps: Int) async -> String {
        await #expect(throws: DetectionError.self) {
          _ = try await scoring.score(split, [], by: FindingDetector(steps: steps))
        }?.description ?? ""
      }
      #expect(
        await error(scoring, steps: 2).contains(
          "finder.json: was begun with steps 1, and 2 is asked for"))
      scoring.groups = [ClassGroup(name: "thing", members: ["person", "lamp"])]
      #expect(
        await error(scoring, steps: 1).contains("data.json: was begun with classes person,lamp"))
    }
  }

  @Test func tablesHaveDeviationsAndSayHowTheyWereMade() async throws {
    try await withSplit { split, folder in
      var scoring = TrainedScoring(folder: folder)
      scoring.seedCount = 2
      let outcome = try await scoring.score(split, [], by: FindingDetector())
      var conditions = DetectionTable.Conditions(
        set: "squares", labels: "labels", detector: "", side: 32)
      conditions.training = outcome.training
      let table = DetectionTable(conditions, outcome.scores, draws: 50)
      let lines = table.text(as: .table).split(separator: "\n").map(String.init)
      #expect(lines[3].hasPrefix("average   0.500 ± 0.707 "), "\(lines)")
      #expect(table.notes.contains("Detector: a finder of squares, 3 images. By hand."))
      #expect(
        table.notes.contains { $0.hasPrefix("Means of 2 trainings each, of the seeds 1 to 2, ±") })
      #expect(table.notes.contains { $0.contains("bootstrap over images and trainings") })
      #expect(table.text(as: .csv).contains(",images,boxes,person AP@50 SD,"))
      #expect(table.json.contains("\"deviation\": {") && table.json.contains("\"seeds\": 2"))
      // Both rows have the same draws of trainings: where they differ they always do so.
      let visible = table.comparisons[0].differences[0]
      #expect(visible.interval.high <= 0 && visible.difference < 0)
    }
  }

  @Test func aRealDetectorIsTrainedAndLooksAtTheTestPart() async throws {
    try await withSplit { split, folder in
      let start = "\(folder)/start.safetensors"
      try Detector.writeUntrained(classCount: 80, to: start)
      var settings = DetectorTrainingSettings()
      (settings.side, settings.batch, settings.steps) = (32, 1, 2)
      let training = YOLOXTraining(start: start, settings: settings, threads: 1)
      let writer = DataSetWriter(
        split: split, classes: ClassMatch(labels: split.train.classNames, groups: nil),
        fusion: FusionOptions(), policy: .standard)
      let (set, _) = try await writer.write(.infrared, to: "\(folder)/row", atOnce: 1)
      try await training.train(on: set, seed: 1, in: folder)
      #expect(try text("\(folder)/loss.csv").split(separator: "\n").count == 3)
      let size = ImageSize(width: 32, height: 32)
      let found = try FoundFile(path: "\(folder)/found/4.txt", size: size, classCount: 2)
      #expect(!found.boxes.isEmpty)
      let detector = try Detector(path: "\(folder)/weights.safetensors", side: 32, threads: 1)
      #expect(detector.classNames.count == 2)
      let conditions = try await training.conditions()
      #expect(conditions["steps"] == "2" && conditions["start"]?.count == 64)
    }
  }

  @Test(arguments: ["0 1 1 1 1", "2 0.5 0.5 0.5 0.5 0.5", "0.5 0 0 0 0 0", "0 0 0 nan 0 0", "a"])
  func whatIsNoBoxIsNamed(_ line: String) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/1.txt"
      try Data("1 0.5 0.5 0.25 0.5 0.75\n\(line)\n".utf8).write(to: URL(filePath: path))
      let size = ImageSize(width: 8, height: 8)
      let error = #expect(throws: DetectionError.self) {
        try FoundFile(path: path, size: size, classCount: 2)
      }
      #expect(error?.code == .found && error?.subject == "\(path):2")
      #expect(try FoundFile(path: "\(folder)/2.txt", size: size, classCount: 2).boxes.isEmpty)
    }
  }

  @Test func groupsAreReadAndChecked() throws {
    let labels = ["car", "freight_car", "person"]
    #expect(
      try ClassGroup.list("vehicle = car+freight_car, person", of: labels) == [
        ClassGroup(name: "vehicle", members: ["car", "freight_car"]),
        ClassGroup(name: "person", members: ["person"]),
      ])
    for (text, wanted) in [
      ("bus", "no class \"bus\""), ("", "no class \"\""), ("a=car,b=car", "names a class twice"),
      ("a=car,a=person", "names a class twice"),
    ] {
      let error = #expect(throws: DetectionError.self) { try ClassGroup.list(text, of: labels) }
      #expect("\(error!)".contains(wanted), "\(text): \(error!)")
    }
    let match = ClassMatch(
      labels: labels, groups: [ClassGroup(name: "vehicle", members: ["car", "freight_car"])])
    #expect(match.names == ["vehicle"] && match.leftOut == ["person"])
  }

  @Test func partsThatShareAnImageAreRefused() async throws {
    try await SquareSet.with(count: 3) { set in
      let error = #expect(throws: DetectionError.self) {
        try DetectionSplit(train: set.part([0, 1]), test: set.part([1, 2]), rule: "")
      }
      #expect(error?.subject?.hasSuffix("vi/2.png") == true)
      #expect(error?.message.hasPrefix("is trained on and scored, as 1 of 2 images") == true)
    }
  }

  @Test func partsOfOtherClassesAreRefused() async throws {
    try await SquareSet.with(count: 1) { one in
      try await SquareSet.with(count: 1, classNames: ["car"]) { other in
        let error = #expect(throws: DetectionError.self) {
          try DetectionSplit(train: one, test: other, rule: "")
        }
        #expect(
          "\(error!)".contains("the training part, person, are not those of the test part, car"))
      }
    }
  }
}
