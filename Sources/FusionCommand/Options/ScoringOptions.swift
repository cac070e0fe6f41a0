// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Evaluation
import Foundation
public import FusionMetrics
import FusionModel

/// What is computed, and how much at a time.
struct ScoringOptions: ParsableArguments {
  @Option(help: "cddfuse: as published tables were computed; standard: as first defined.")
  var profile = MetricProfile.cddfuse

  @Option(
    help: ArgumentHelp(
      "Names with commas between them, or all. All: "
        + Metric.all.map(\.name).joined(separator: ", ") + ". Beside them: "
        + Metric.faults.map(\.name).joined(separator: ", ") + ".", valueName: "EN,SD,..."),
    transform: metrics(named:))
  var metrics: [Metric]?

  @Option(name: .customLong("threads"), parsing: .unconditional, help: .threads)
  var chosenThreads: Int?

  @OptionGroup
  var reading: ReadingOptions

  func validate() throws { try checkThreads(chosenThreads) }

  /// How many images are worked on at a time, each on a thread.
  var threads: Int { chosenThreads ?? FuserPool.defaultThreads }

  /// The settings as the library takes them.
  func scoring(metrics standard: [Metric]) -> FusionScoring {
    var scoring = FusionScoring()
    scoring.profile = profile
    scoring.metrics = metrics ?? standard
    scoring.threads = threads
    scoring.policy = reading.policy
    return scoring
  }
}

extension MetricProfile: ExpressibleByArgument {}

private func metrics(named text: String) throws -> [Metric] {
  if text == "all" { return Metric.all }
  do {
    let names = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    let metrics = try names.map { try Metric.named($0) }
    guard !metrics.isEmpty, Set(metrics).count == metrics.count else {
      throw ValidationError("--metrics is \(text); one name or several different ones are wanted")
    }
    return metrics
  } catch let error as FusionMetricsError {
    throw ValidationError("\(error)")
  }
}
