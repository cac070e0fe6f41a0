// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Training

/// `daefuse train`: trains a network on folders of pairs, in both phases of the paper.
struct Train: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Trains a network on folders of registered pairs.",
    discussion: """
      Phase one teaches the autoencoder to reconstruct both images, phase two to fuse them, each \
      against two discriminators. The run's folder gets the weights (model.safetensors: the best by \
      validation loss; last.safetensors), checkpoints, metrics.jsonl, TensorBoard events, preview \
      panels and a report.

      Ctrl-C and SIGTERM write a checkpoint and end with exit code 130; the same command with \
      --resume goes on from there, bit for bit, as it does after a crash.

      \(ExitStatus.summary)
      """)

  @OptionGroup(title: "Run") var runOptions: RunOptions
  @OptionGroup(title: "Settings") var settings: SettingOptions

  func run() async throws {
    let run = try runOptions.makeRun(settings)
    let reporter = TrainingReporter()
    let interruption = Interruption.shared
    let outcome = try await interruption.whileWorking(
      notice: "Stopping after this step; once more to stop at once"
    ) {
      try await advising {
        try await run.start(
          stoppingWhen: { interruption.isRequested }, report: reporter.show)
      }
    }
    reporter.end(outcome, folder: run.folder)
    if case .interrupted = outcome { throw ExitStatus.interrupted.code }
  }

  /// Runs `body`; its error about a run that is there already says which options help.
  private func advising<Result>(_ body: () async throws -> Result) async throws -> Result {
    do { return try await body() } catch let error as TrainingError where error.code == .runExists {
      throw AdvisedError(
        reason: error, advice: "--resume goes on with it, another --output begins anew")
    }
  }
}
