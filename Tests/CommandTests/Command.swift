// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionModel
import Imaging
import Tensors

/// The built `daefuse`, run as a user would.
enum Command {
  /// What a run printed and how it ended.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String

    /// Lines of standard output.
    var lines: [Substring] { output.split(separator: "\n") }
  }

  /// The binary lies beside the test bundle.
  static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "daefuse").path(percentEncoded: false)

  /// Where all runs keep what they measure: a choice made while tests run is not the user's.
  private static let cache = "\(path).cache"

  /// Runs it to its end.
  static func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  /// Runs it to its end.
  static func run(_ arguments: [String]) throws -> Outcome {
    try start(path, arguments).finish()
  }

  /// Runs it under a shell that sets limits first: `run(after: "ulimit -f 8", [...])`.
  static func run(after preparation: String, _ arguments: [String]) throws -> Outcome {
    try start(after: preparation, arguments).finish()
  }

  /// Starts it under a shell that sets limits first, and goes on.
  static func start(after preparation: String, _ arguments: [String]) throws -> RunningCommand {
    let script = "\(preparation); exec \"$0\" \"$@\""
    return try start("/bin/bash", ["-c", script, path] + arguments)
  }

  /// Starts it and goes on.
  static func start(_ arguments: String...) throws -> RunningCommand {
    try start(path, arguments)
  }

  /// Starts it with more variables set, and goes on. `errors` takes its standard error; what it
  /// writes there is not in the outcome.
  static func start(
    _ arguments: [String], variables: [String: String] = [:], errors: FileHandle? = nil
  ) throws -> RunningCommand {
    try start(path, arguments, variables: variables, errors: errors)
  }

  /// Starts another program and goes on.
  static func start(
    _ executable: String, _ arguments: [String], variables: [String: String] = [:],
    errors chosen: FileHandle? = nil
  ) throws -> RunningCommand {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["DAEFUSE_CACHE": cache]) { $1 }.merging(variables) { $1 }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    if let chosen {
      process.standardError = chosen
      try errors.fileHandleForWriting.close()
    } else {
      process.standardError = errors
    }
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return RunningCommand(process: process, output: output, errors: errors)
  }
}

/// A run that has not ended yet. What a run prints fits into a pipe's buffer.
struct RunningCommand {
  let process: Process
  fileprivate let output: Pipe
  fileprivate let errors: Pipe

  /// Waits for the end.
  func finish() -> Command.Outcome {
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let reason = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Command.Outcome(status: process.terminationStatus, output: text, errors: reason)
  }
}
