// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and SIGTERM: the process ends at once, but for a file being written, which is finished
/// first.
final class Interruption: Sendable {
  /// The process's one; signals are the process's too.
  static let shared = Interruption()

  private struct State {
    var writers = 0
    var isRequested = false
    var sources: [any DispatchSourceSignal] = []
  }

  private let state = Mutex(State())

  private init() {}

  /// Takes the signals over from the system.
  func listen() {
    state.withLock { state in
      state.sources = [SIGINT, SIGTERM].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { Interruption.shared.request() }
        source.resume()
        return source
      }
    }
  }

  /// Runs `body`, which writes a file, to its end even when the process is to stop.
  func whileWriting<Result>(_ body: () throws -> Result) rethrows -> Result {
    state.withLock { $0.writers += 1 }
    defer {
      let isLast = state.withLock { state in
        state.writers -= 1
        return state.isRequested && state.writers == 0
      }
      if isLast { Self.end() }
    }
    return try body()
  }

  private func request() {
    let isIdle = state.withLock { state in
      state.isRequested = true
      return state.writers == 0
    }
    if isIdle { Self.end() }
  }

  private static func end() -> Never {
    StandardError.print("\nInterrupted")
    _exit(130)
  }
}
