// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Darwin)
  private import Darwin
#endif

/// A program that runs beside this one, with pipes to it.
///
/// It is in a process group of its own, so that Ctrl-C in a terminal reaches this program alone,
/// which then ends it. No shell is in between. What it prints on standard error is read all the
/// time, and the last line is kept.
///
/// `posix_spawn` and not Foundation's `Process`, which hands its pipes on to other children, or
/// Swift's package `Subprocess`, for which a stream's reader would have to be asynchronous.
final class ChildProcess: Sendable {
  /// Which of its ends are connected to this program.
  enum Direction {
    /// What it prints on standard output is read.
    case output
    /// It reads what is written.
    case input
    /// It reads what is written, and prints on this program's standard output.
    case throughput
  }

  private struct State {
    /// The wait status once it has ended.
    var status: Int32?
    var lastLine = ""
  }

  /// The pipe's end that is for this program; whoever takes it closes it.
  let descriptor: Int32
  private let arguments: [String]
  private let identifier: pid_t
  private let state = Mutex(State())
  private let hasDrained = DispatchSemaphore(value: 0)

  /// Starts a program.
  ///
  /// - Throws: ``VideoError`` with `ffmpeg` where that fails.
  init(_ path: String, _ arguments: [String], _ direction: Direction) throws(VideoError) {
    let (data, errors) = try ChildPipe.two()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let isRead = direction == .output
    let (used, unused) = isRead ? (STDOUT_FILENO, STDIN_FILENO) : (STDIN_FILENO, STDOUT_FILENO)
    if direction != .throughput {
      posix_spawn_file_actions_addopen(&actions, unused, "/dev/null", O_RDWR, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, data.theirs, used)
    posix_spawn_file_actions_adddup2(&actions, errors.theirs, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for signal in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&defaults, signal) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    // The threads of this program's pools let no signal through, and a child would not, either.
    var blocked = sigset_t()
    sigemptyset(&blocked)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var identifier = pid_t()
    let code = posix_spawn(&identifier, path, &actions, &attributes, &words, environ)
    close(data.theirs)
    close(errors.theirs)
    guard code == 0 else {
      close(data.ours)
      close(errors.ours)
      throw VideoError(.ffmpeg, path, "cannot be started: \(String(cString: strerror(code)))")
    }
    Unfinished.add(program: identifier)
    (self.arguments, self.identifier, descriptor) = (arguments, identifier, data.ours)
    Thread { [self] in drain(errors.ours) }.start()
  }

  /// Waits for its end, and says why it did not end well.
  ///
  /// - Parameters:
  ///   - name: What messages call what it reads or writes.
  ///   - address: What the program itself calls that; left out of what it says.
  ///   - faults: Beginnings of lines that tell of a failure even where its code is 0.
  /// - Returns: Nil where it ended well.
  func failure(
    of name: String, called address: String, tellingBy faults: [String] = []
  ) -> VideoError? {
    let end = wait()
    if end.isSuccess, !faults.contains(where: end.lastLine.hasPrefix) { return nil }
    let said = end.lastLine.replacing("\(address): ", with: "")
    return VideoError(.ffmpeg, name, said.isEmpty ? "ffmpeg failed" : "ffmpeg: \(said)")
  }

  /// Waits for its end.
  ///
  /// - Returns: Whether it ended with code 0, and the last line that it printed on standard error.
  func wait() -> (isSuccess: Bool, lastLine: String) {
    hasDrained.wait()
    hasDrained.signal()
    let status = state.withLock { state in
      if let status = state.status { return status }
      var status: Int32 = 0
      while waitpid(identifier, &status, 0) == -1 && errno == EINTR {}
      state.status = status
      Unfinished.forget(program: identifier)
      return status
    }
    return (status == 0, state.withLock { $0.lastLine })
  }

  /// Asks it to end, and kills it where it has not after two seconds. Does not wait.
  func terminate() {
    signal(SIGTERM)
    DispatchQueue.global().asyncAfter(deadline: .now() + 2) { [self] in
      signal(SIGKILL)
      _ = wait()
    }
  }

  private func signal(_ number: Int32) {
    // Under the lock: once it was waited for, its number may be another process's.
    state.withLock { state in
      if state.status == nil { kill(-identifier, number) }
    }
  }

  private func drain(_ descriptor: Int32) {
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      for byte in buffer[..<count] {
        if byte != UInt8(ascii: "\n") {
          if line.count < 500 { line.append(byte) }
        } else {
          keep(line)
          line = []
        }
      }
    }
    keep(line)
    close(descriptor)
    hasDrained.signal()
  }

  private func keep(_ line: [UInt8]) {
    var text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespaces)
    // ffmpeg names addresses as it got them, with their passwords.
    for address in arguments where address.contains("://") {
      text = text.replacing(address, with: FFmpegSource.withoutPassword(address))
    }
    if !text.isEmpty { state.withLock { $0.lastLine = text } }
  }
}
