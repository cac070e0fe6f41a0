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

  @OptionGroup(title: "Methods")
  var candidates: CandidateOptions

  @Option(help: .detector)
  var detector: String?

  @Option(parsing: .unconditional, help: .detectorSide)
  var side = 640

  @Option(name: .customLong("threads"), parsing: .unconditional, help: .threads)
  var chosenThreads: Int?

  @OptionGroup
  var reading: ReadingOptions

  @OptionGroup(title: "Report")
  var report: DetectionReportOptions

  func validate() throws {
    try checkThreads(chosenThreads)
    try DetectorChoice.check(side: side)
  }

  func run() async throws {
    try report.file.check()
    let choice = try LabeledSetChoice(set, in: data)
    let set = try LabeledSet(path: choice.path, labels: labels)
    let methods = try methods(for: set)
    let pool = try DetectorChoice.pool(set.pairs.count, detector, side: side, threads: threads)
    var scoring = DetectionScoring()
    (scoring.policy, scoring.mergedClass) = (reading.policy, choice.mergedClass)
    scoring.fusion.isStretched = candidates.stretch
    let outcome = try await PairProgress.shown(of: set.pairs.count) { [scoring] progress in
      try await scoring.score(set, methods, by: pool, progress: progress)
    }
    PairProgress.tell(outcome.ranges, outcome.warnings)
    let conditions = DetectionTable.Conditions(
      set: choice.name, labels: labels, detector: detectorName, side: side)
    let table = DetectionTable(
      conditions, outcome, draws: report.comparisons ? DetectionTable.standardDraws : 0)
    try report.file.write { table.text(as: $0, isStyled: $1) }
  }

  private var threads: Int { chosenThreads ?? FuserPool.defaultThreads }

  private var detectorName: String {
    detector.map { "YOLOX-Nano of \($0)" } ?? "YOLOX-Nano as published, trained on COCO"
  }

  private func methods(for set: LabeledSet) throws -> [any FusionMethod] {
    var sources = try EvaluationSources(PairList(set.pairs))
    let saved = try named.folders.map {
      try sources.saved(name: $0.name, path: $0.path, policy: reading.policy)
    }
    for warning in set.warnings + sources.warnings { StandardError.print("Warning: \(warning)") }
    return try candidates.makeBenchmarkMethods(threads: threads, pairs: set.pairs.count) + saved
  }
}
