// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Datasets
public import Evaluation
import Fusion
import FusionMetrics

/// `daefuse benchmark fusion`, or without that word: the paper's table.
struct BenchmarkFusion: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fusion",
    abstract: "Fuses a test set and prints the paper's table with it.",
    discussion: """
      The rows of the paper's Table I, marked as published, beside rows measured here: the network \
      and every classical method unless --model and --method choose others. --model none leaves \
      the network out. Other networks join by their files (--model NAME=FILE) or by what they \
      fused (--fused NAME=FOLDER).

      \(ExitStatus.summary)
      """)

  @Argument(help: "The test set.")
  var set: BenchmarkSet

  @OptionGroup
  var data: DataFolderOption

  @OptionGroup
  var named: FusedFolderOptions

  @OptionGroup(title: "Folders")
  var folders: PairingOptions

  @OptionGroup(title: "Methods")
  var candidates: CandidateOptions

  @OptionGroup(title: "Images")
  var refinement: RefinementOption

  @OptionGroup(title: "Metrics")
  var scoring: ScoringOptions

  @OptionGroup(title: "Report")
  var report: ReportOptions

  func run() async throws {
    try report.file.check()
    try requireApart(
      [report.file.output],
      from: named.folders.map(\.path) + candidates.files(candidates.benchmarkModels))
    let path = try data.path()
    var sources = try folders.advising {
      try EvaluationSources(
        set.list(in: path, pairing: folders.pairing(excluding: named.folders.map(\.path))))
    }
    let saved = try named.folders.map {
      try sources.saved(name: $0.name, path: $0.path, policy: self.scoring.reading.policy)
    }
    if let note = sources.note { StandardError.print(note) }
    for warning in sources.warnings + candidates.idleOptions(candidates.benchmarkModels) {
      StandardError.print("Warning: \(warning)")
    }
    let pairs = sources.pairs
    let made = try candidates.makeBenchmarkMethods(threads: scoring.threads, pairs: pairs.count)
    var scoring = scoring.scoring(metrics: BenchmarkSet.metrics)
    (scoring.subject, scoring.isStretched) = (set.subject, candidates.stretch)
    (scoring.wantsTimes, scoring.refinesAlignment) = (true, refinement.refine)
    let outcome = try await ScoringRun(scoring, report).score(pairs, made + saved)
    var table = set.table(
      outcome.rows, profile: scoring.profile, metrics: scoring.metrics,
      isStretched: candidates.stretch)
    if !candidates.stretch { table.notes.append("With --stretch they are stretched here, too.") }
    if refinement.refine {
      table.notes.append(
        "With --refine: the second sources are not the published ones, and what is published is no "
          + "comparison.")
    }
    table.notes.append(BenchmarkSet.timeNote(threads: min(scoring.threads, pairs.count)))
    try report.write(table, outcome.gallery)
  }
}

extension BenchmarkSet: ExpressibleByArgument {}
