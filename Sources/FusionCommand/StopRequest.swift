// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and SIGTERM for work that ends at a point of its own choice: the first asks, a second one
/// ends the process at once.
final class StopRequest: Sendable {
  /// The process's one; signals are the process's too.
  static let shared = StopRequest()

  private let count = Mutex(0)
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  private init() {}

  /// Whether the work is to end.
  var isMade: Bool { count.withLock { $0 > 0 } }

  /// Takes the signals over from the system.
  func listen() {
    sources.withLock { sources in
      sources = [SIGINT, SIGTERM].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { StopRequest.shared.make() }
        source.resume()
        return source
      }
    }
  }

  private func make() {
    let count = count.withLock { count in
      count += 1
      return count
    }
    if count > 1 { _exit(130) }
    StandardError.print("\nStopping after this step; once more to stop at once")
  }
}
