// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The checkpoints of a run, of which the two newest are kept.
struct CheckpointFolder {
  let path: String
  /// What tells the run from others.
  let run: String

  private static let kept = 2

  /// Writes the checkpoint of a step, then removes those that are too old.
  func write(_ trainer: Trainer, _ progress: TrainingProgress) throws {
    let name = String(format: "step-%09d.safetensors", progress.nextStep)
    try Checkpoint.write(trainer, progress, run: run, to: "\(path)/\(name)")
    for old in names().dropLast(Self.kept) {
      try? FileManager.default.removeItem(atPath: "\(path)/\(old)")
    }
  }

  /// The newest checkpoint that is whole; nil where there is none at all. `warn` is told of each
  /// damaged one that is passed over.
  ///
  /// - Throws: ``TrainingError`` where there are some and all are damaged, or where there is no
  ///   folder of them, which every run has: someone took it away.
  func newest(_ warn: (String) -> Void) throws -> Checkpoint? {
    guard FileManager.default.fileExists(atPath: path) else {
      throw TrainingError.checkpoint(
        "\(path): no such folder; the run's checkpoints are wanted there, or an empty folder to "
          + "start over")
    }
    var failure: (any Error)?
    for name in names().reversed() {
      if let failure { warn("\(failure); the checkpoint before it is tried") }
      do { return try Checkpoint(path: "\(path)/\(name)", run: run) } catch { failure = error }
    }
    if let failure { throw failure }
    return nil
  }

  private func names() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasPrefix("step-") && $0.hasSuffix(".safetensors") }.sorted()
  }
}
