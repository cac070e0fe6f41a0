// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Datasets
import Detection
import Evaluation
import Fusion
import FusionModel

/// `daefuse benchmark detection`: what a detector finds in fused images.
struct BenchmarkDetection: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detection",
    abstract: "Fuses a labeled set and prints how well a detector finds what is in it.",
    discussion: """
      Average precision of YOLOX-Nano, which was trained on photographs and on no fused image, with \
      the visible images alone, the infrared ones alone, and as each method fuses them: the network \
      and every classical method unless --model and --method choose others (--model none leaves the \
      network out), or what others fused (--fused NAME=FOLDER). The method average is in every \
      table: each row is compared with it.

      A folder has vi and ir (or visible and infrared), a folder of YOLO's label files called as \
      the images are, and classes.txt with the name of a class in each line. Of atr-umod all \
      vehicles count as one class.

      With --train each row has a detector of its own, trained on the training part as the row \
      fuses it; a row is the mean of several trainings, which differ by their seeds alone.

      \(ExitStatus.summary)
      """)

  @Argument(help: "msrs, flir, llvip, m3fd, atr-umod, or a folder.")
  var set: String

  @OptionGroup
  var data: DataFolderOption

  @Option(
    help: ArgumentHelp(
      "The folder of label files inside the set's. msrs has labels_vi and labels_ir too, drawn on "
        + "one camera's images.", valueName: "name"))
  var labels = "labels"

  @OptionGroup
  var named: FusedFolderOptions

  @OptionGroup(title: "Folders")
  var folders: PairingOptions

  @OptionGroup(title: "Methods")
  var candidates: CandidateOptions

  @Option(
    help: ArgumentHelp(
      "Other weights of YOLOX-Nano: an ONNX file as YOLOX exports it, or its convolutions as "
        + "safetensors. With --train: yolox-nano, a file to start from, or "
        + "ultralytics, which trains yolov8n.yaml in the Python that PYTHON names (python3), where "
        + "the package is installed.",
      valueName: "file"))
  var detector: String?

  @Option(parsing: .unconditional, help: .detectorSide)
  var side = DetectorTrainingSettings().side

  @Option(
    help: ArgumentHelp(
      "Classes that count, with names of their own where several count as one: "
        + "vehicle=car+truck,person. Without it each counts.", valueName: "groups"))
  var classes: String?

  @OptionGroup(title: "Training")
  var training: DetectionTrainingOptions

  @Option(name: .customLong("threads"), parsing: .unconditional, help: .threads)
  var chosenThreads: Int?

  @OptionGroup
  var reading: ReadingOptions

  @OptionGroup(title: "Report")
  var report: DetectionReportOptions

  func validate() throws {
    try checkThreads(chosenThreads)
    try DetectorChoice.check(side: side)
    try training.check(detector)
  }

  func run() async throws {
    try report.file.check()
    let choice = try LabeledSetChoice(set, in: data)
    try requireApart(
      [report.file.output],
      from: [choice.path, detector, training.split, training.trainingSet]
        + named.folders.map(\.path) + candidates.files(candidates.benchmarkModels))
    let table = training.train ? try await trained(choice) : try await untrained(choice)
    try report.file.write { table.text(as: $0, isStyled: $1) }
  }

  /// One detector looks at all.
  private func untrained(_ choice: LabeledSetChoice) async throws -> DetectionTable {
    let set = try folders.advising {
      try LabeledSet(path: choice.path, labels: labels, pairing: pairing)
    }
    let methods = try methods(for: set)
    let pool = try DetectorChoice.pool(set.pairs.count, detector, side: side, threads: threads)
    var scoring = DetectionScoring()
    (scoring.policy, scoring.groups) = (reading.policy, try groups(of: set, choice))
    scoring.fusion.isStretched = candidates.stretch
    let outcome = try await PairProgress.shown(of: set.pairs.count) { [scoring] progress in
      try await scoring.score(set, methods, by: pool, progress: progress)
    }
    PairProgress.tell(outcome.ranges, outcome.warnings)
    return DetectionTable(conditions(choice), outcome, draws: draws)
  }

  /// Each row has detectors of its own.
  private func trained(_ choice: LabeledSetChoice) async throws -> DetectionTable {
    let split = try folders.advising {
      try training.split(choice, labels: labels, pairing, in: data)
    }
    let methods = try methods(for: split.train, split.test)
    var scoring = TrainedScoring(folder: try training.folder())
    (scoring.policy, scoring.groups) = (reading.policy, try groups(of: split.test, choice))
    (scoring.seedCount, scoring.atOnce) = (training.seeds ?? scoring.seedCount, threads)
    scoring.networks = try candidates.benchmarkConditions()
    scoring.fusion.isStretched = candidates.stretch
    let trainable = try training.detector(
      detector, side: side, threads: threads, imageCount: split.train.pairs.count)
    let outcome = try await ReadingOptions.advising { [scoring] in
      try await scoring.score(split, methods, by: trainable) {
        StandardError.print(DetectionTrainingOptions.line($0))
      }
    }
    PairProgress.tell(outcome.scores.ranges, outcome.scores.warnings)
    var conditions = conditions(choice)
    conditions.training = outcome.training
    return DetectionTable(conditions, outcome.scores, draws: draws)
  }

  private var pairing: FolderPairing {
    folders.pairing(
      excluding: named.folders.map(\.path) + [training.cache].compactMap(\.self))
  }

  private var draws: Int { report.comparisons ? DetectionTable.standardDraws : 0 }

  private func conditions(_ choice: LabeledSetChoice) -> DetectionTable.Conditions {
    DetectionTable.Conditions(
      set: choice.name, labels: labels, detector: detectorName, side: side)
  }

  private func groups(of set: LabeledSet, _ choice: LabeledSetChoice) throws -> [ClassGroup]? {
    try classes.map { try ClassGroup.list($0, of: set.classNames) }
      ?? choice.benchmark?.groups(of: set.classNames)
  }

  private var threads: Int { chosenThreads ?? FuserPool.defaultThreads }

  private var detectorName: String {
    training.train
      ? DetectionTrainingOptions.detectorName(detector)
      : detector.map { "YOLOX-Nano of \($0)" } ?? "YOLOX-Nano as published, trained on COCO"
  }

  /// What fuses the pairs of all these sets.
  private func methods(for sets: LabeledSet...) throws -> [any FusionMethod] {
    let pairs = sets.flatMap(\.pairs)
    var sources = try EvaluationSources(PairList(pairs))
    let saved = try named.folders.map {
      try sources.saved(name: $0.name, path: $0.path, policy: reading.policy)
    }
    let warnings = Set(sets.flatMap(\.warnings)).sorted() + sources.warnings
    let idle = candidates.idleOptions(candidates.benchmarkModels)
    for warning in warnings + idle { StandardError.print("Warning: \(warning)") }
    return try candidates.makeBenchmarkMethods(threads: threads, pairs: pairs.count) + saved
  }
}
