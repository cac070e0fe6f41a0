// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// How often something is timed.
struct RepetitionOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Pairs timed at each size, at most.")
  var repeats = 20

  @Option(
    parsing: .unconditional,
    help: "After that many seconds at a size no further pair is begun; one is timed.")
  var seconds = 5.0

  /// The options that are not at their defaults.
  var changed: [String] {
    [("--repeats", repeats != 20), ("--seconds", seconds != 5)].filter(\.1).map(\.0)
  }

  func validate() throws {
    guard (1...10_000).contains(repeats) else {
      throw ValidationError("--repeats is \(repeats); 1 to 10000 is wanted")
    }
    guard seconds > 0, seconds <= 86_400 else {
      throw ValidationError("--seconds is \(seconds); above 0 to 86400 is wanted")
    }
  }
}
