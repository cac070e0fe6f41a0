// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Files
import Foundation
import Synchronization

/// Ctrl-C, SIGTERM and the end of the terminal (SIGHUP), for all commands: the process ends with
/// ``ExitStatus/interrupted``.
///
/// It ends at once, but for files being written, which are finished first, and for work that stops
/// at a point of its own choice (``whileWorking(notice:_:)``), which a second signal cuts short.
/// One that comes within half a second is the first one's: `timeout` sends two.
final class Interruption: Sendable {
  /// Shared instance: signal handling is per process.
  static let shared = Interruption()

  private struct State {
    var requests = 0
    /// When the first signal came.
    var start: ContinuousClock.Instant?
    var writers = 0
    /// What the first signal tells of work that stops by itself; `nil` while there is none.
    var notice: String?
    var cleanUps: [@Sendable () -> Void] = []
    var hasEnded = false
    var sources: [any DispatchSourceSignal] = []

    /// Whether nothing new may begin.
    var isEnding: Bool { requests > (notice == nil ? 0 : 1) }
  }

  private let state = Mutex(State())

  /// `SIG_IGN` as a number.
  private static let ignored = unsafeBitCast(SIG_IGN, to: Int.self)
  /// What comes sooner after the first signal is no second one.
  private static let shortest = Duration.milliseconds(500)

  private init() {}

  /// Whether work that stops by itself is to do so.
  var isRequested: Bool { state.withLock { $0.requests > 0 } }

  /// Takes the signals over from the system.
  func listen() {
    state.withLock { state in
      state.sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number in
        let before = signal(number, SIG_IGN)
        // As nohup has it.
        if number == SIGHUP, unsafeBitCast(before, to: Int.self) == Self.ignored { return nil }
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { Interruption.shared.request() }
        source.resume()
        return source
      }
    }
  }

  /// Runs `body`, which writes a file, to its end even when the process is to stop. After a signal
  /// no body begins any more: the call does not return.
  func whileWriting<Result>(_ body: () throws -> Result) rethrows -> Result {
    let isAdmitted = state.withLock { state in
      if !state.isEnding { state.writers += 1 }
      return !state.isEnding
    }
    if !isAdmitted { Self.waitForEnd() }
    defer {
      state.withLock { $0.writers -= 1 }
      endIfDue()
    }
    return try body()
  }

  /// Runs `body`, which reads ``isRequested`` and stops by itself: the first signal prints `notice`
  /// and is answered by the end of the body, a second one ends the process.
  func whileWorking<Result>(
    notice: String, _ body: () async throws -> Result
  ) async rethrows -> Result {
    state.withLock { $0.notice = notice }
    defer {
      state.withLock { state in
        if !state.isEnding { (state.requests, state.start) = (0, nil) }
        state.notice = nil
      }
    }
    return try await body()
  }

  /// Runs `body`; `cleanUp` runs where a signal ends the process meanwhile, innermost first.
  func cleaningUp<Result>(
    by cleanUp: @escaping @Sendable () -> Void, during body: () throws -> Result
  ) rethrows -> Result {
    state.withLock { $0.cleanUps.append(cleanUp) }
    defer { _ = state.withLock { $0.cleanUps.popLast() } }
    return try body()
  }

  /// What a command calls when it is through: a signal that came before decides the exit code.
  func settle() {
    if state.withLock({ $0.isEnding }) { Self.waitForEnd() }
  }

  private func request() {
    let notice: String? = state.withLock { state in
      if let start = state.start, state.notice != nil, .now - start < Self.shortest { return nil }
      if state.requests == 0 { state.start = .now }
      state.requests += 1
      return state.requests == 1 ? state.notice : nil
    }
    if let notice { report(notice) }
    endIfDue()
  }

  /// Ends the process after a signal, once no file is being written.
  private func endIfDue() {
    let cleanUps: [@Sendable () -> Void]? = state.withLock { state in
      guard state.isEnding, state.writers == 0, !state.hasEnded else { return nil }
      state.hasEnded = true
      return state.cleanUps.reversed()
    }
    guard let cleanUps else { return }
    for cleanUp in cleanUps { cleanUp() }
    Unfinished.end()
    report("Interrupted")
    _exit(ExitStatus.interrupted.rawValue)
  }

  /// Another thread is ending the process.
  private static func waitForEnd() -> Never {
    while true { pause() }
  }

  /// On a line of its own: a terminal shows `^C`, or progress, on the one that it is at.
  private func report(_ message: String) {
    if StandardError.isTerminal { StandardError.draw("\n") }
    StandardError.print(message)
  }
}
