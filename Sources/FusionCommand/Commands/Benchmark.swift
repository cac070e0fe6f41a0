// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ClassicalFusion
import Datasets
public import Evaluation
import Foundation
import Fusion
import FusionMetrics

/// `daefuse benchmark`: the paper's table.
struct Benchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
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

  @Option(
    help: ArgumentHelp(
      "The folder of the data sets, which holds tno_test and so on; without it the folder that "
        + "DAEFUSE_DATA names.", valueName: "folder"))
  var data: String?

  @OptionGroup
  var named: FusedFolderOptions

  @OptionGroup(title: "Methods")
  var candidates: CandidateOptions

  @OptionGroup(title: "Metrics")
  var scoring: ScoringOptions

  @OptionGroup(title: "Report")
  var report: ReportOptions

  func run() async throws {
    try report.check()
    var sources = try EvaluationSources(set.list(in: try dataFolder()))
    let saved = try named.folders.map {
      try sources.saved(name: $0.name, path: $0.path, policy: self.scoring.reading.policy)
    }
    for warning in sources.warnings { StandardError.print("Warning: \(warning)") }
    let pairs = sources.pairs
    let methods = candidates.method.isEmpty ? ClassicalMethod.allCases : candidates.method
    let made = try candidates.makeMethods(
      models: models, methods: methods, threads: scoring.threads, pairs: pairs.count)
    var scoring = scoring.scoring(metrics: BenchmarkSet.metrics)
    (scoring.subject, scoring.isStretched) = (set.subject, candidates.stretch)
    scoring.wantsTimes = true
    let outcome = try await ScoringRun(scoring, report).score(pairs, made + saved)
    var table = set.table(
      outcome.rows, profile: scoring.profile, metrics: scoring.metrics,
      isStretched: candidates.stretch)
    if !candidates.stretch { table.notes.append("With --stretch they are stretched here, too.") }
    table.notes.append(BenchmarkSet.timeNote(threads: min(scoring.threads, pairs.count)))
    try report.write(table, outcome.gallery)
  }

  private var models: [String] {
    candidates.model.isEmpty ? ["fast"] : candidates.model.filter { $0 != "none" }
  }

  private func dataFolder() throws -> String {
    guard let path = data ?? ProcessInfo.processInfo.environment["DAEFUSE_DATA"] else {
      throw UsageError(
        description: "no data folder is named; --data FOLDER or DAEFUSE_DATA is wanted")
    }
    return path
  }
}

extension BenchmarkSet: ExpressibleByArgument {}
