// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

extension ArgumentHelp {
  /// Of `--threads`, which means the same in every command.
  static let threads = ArgumentHelp(
    "CPU threads to use in all; one a core without it. Results differ by rounding at most.",
    valueName: "threads")

  /// Of `--precision`.
  static let precision = ArgumentHelp(
    "auto takes what is faster here, float32 or bfloat16, as daefuse info says.")
}

/// Refuses a `--threads` that the engine does not take.
func checkThreads(_ threads: Int?) throws {
  if let threads, !(1...1024).contains(threads) {
    throw ValidationError("--threads is \(threads); 1 to 1024 is wanted")
  }
}
