// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// `daefuse benchmark`: tables of test sets.
struct Benchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fuses a test set and prints a table of it.",
    discussion: """
      daefuse benchmark SET is daefuse benchmark fusion SET: scores of the fused images, as in the \
      paper's table. daefuse benchmark detection SET: what a detector finds in them.

      \(ExitStatus.summary)
      """,
    subcommands: [BenchmarkFusion.self, BenchmarkDetection.self],
    defaultSubcommand: BenchmarkFusion.self)
}
