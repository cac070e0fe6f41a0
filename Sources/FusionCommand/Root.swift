// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import FusionModel

/// `daefuse`: the root of all commands.
@main
struct Root: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daefuse",
    abstract: "Fuses two registered images of one scene from different sensors into one.",
    version: Version.text,
    subcommands: [
      Fuse.self, Evaluate.self, Benchmark.self, Train.self, Average.self, Bench.self, Info.self,
      Version.self, Scene.self, BenchPair.self,
    ],
    defaultSubcommand: nil)

  static func main() async {
    keepFreedMemory()
    await main(nil)
    // LibTorch would take its tables of operators apart, one by one.
    fflush(nil)
    _exit(0)
  }
}

/// A mistake in how a command was called that the argument parser cannot see; exit code 2.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  /// Prints the message, and gives the error that ends the command with code 2.
  func reported() -> ExitCode {
    StandardError.print("Error: \(description)")
    return ExitCode(2)
  }
}
