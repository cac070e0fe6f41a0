// SPDX-License-Identifier: Apache-2.0

import Foundation

/// This program, run once more in a process of its own.
///
/// Foundation's `Process` notices an end only at intervals, too long for what is timed here.
enum OwnProcess {
  /// How a process went.
  struct Outcome {
    /// What it printed on standard output.
    let output: Data
    /// From its start to its end.
    let seconds: Double
  }

  private struct Child {
    let identifier: pid_t
    let output: FileHandle
  }

  /// Runs it to its end; what it prints on standard error stays visible.
  ///
  /// - Throws: ``OwnProcessError`` unless it ends with code 0.
  static func run(_ arguments: [String]) throws -> Outcome {
    let clock = ContinuousClock.now
    let child = try start(arguments)
    let end: @Sendable () -> Void = { Self.end(child.identifier) }
    let (output, status) = Interruption.shared.cleaningUp(by: end) {
      (child.output.readDataToEndOfFile(), wait(for: child.identifier))
    }
    let seconds = (ContinuousClock.now - clock) / .seconds(1)
    guard status == 0 else { throw OwnProcessError(arguments: arguments, waitStatus: status) }
    return Outcome(output: output, seconds: seconds)
  }

  private static func start(_ arguments: [String]) throws -> Child {
    guard let path = Bundle.main.executablePath else { throw POSIXError(.ENOENT) }
    let pipe = Pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(
      &actions, pipe.fileHandleForWriting.fileDescriptor, STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, pipe.fileHandleForReading.fileDescriptor)
    posix_spawn_file_actions_addclose(&actions, pipe.fileHandleForWriting.fileDescriptor)
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var identifier = pid_t()
    // A group of its own, so that Ctrl-C reaches this process alone, which then ends the child.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    let code = posix_spawn(&identifier, path, &actions, &attributes, &words, environ)
    try pipe.fileHandleForWriting.close()
    guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .ECHILD) }
    return Child(identifier: identifier, output: pipe.fileHandleForReading)
  }

  private static func wait(for identifier: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) == -1 && errno == EINTR {}
    return status
  }

  /// Kills it, and waits until it writes no more; ``wait(for:)`` still hears of its end.
  private static func end(_ identifier: pid_t) {
    kill(identifier, SIGKILL)
    var information = siginfo_t()
    waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT)
  }
}
