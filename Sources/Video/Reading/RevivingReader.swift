// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A live source that is opened anew whenever it ends, fails or falls silent.
final class RevivingReader: FrameReader {
  /// How long a source may send nothing before it is opened anew.
  private static let silence = Duration.seconds(5)
  /// The first pause before it is opened again; each further one is twice as long, to a second.
  private static let firstPause = 0.125

  private struct State {
    var isOver = false
    var interruption: (@Sendable () -> Void)?
    var lastSign = ContinuousClock.now
  }

  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  let interruption: @Sendable () -> Void
  private let source: any FrameSource
  private let shared = Shared()
  private let fail: (any Error) -> Void
  private var reader: (any FrameReader)?
  private var pause = RevivingReader.firstPause

  /// Waits for nothing: the source need not be there yet. `fail` is called, by the thread that
  /// reads, with why it cannot be read.
  init(_ source: any FrameSource, fail: @escaping (any Error) -> Void = { _ in }) {
    (self.source, self.fail) = (source, fail)
    interruption = { [shared] in
      shared.state.withLock { state in
        state.isOver = true
        return state.interruption
      }?()
    }
    watch()
  }

  deinit { interruption() }

  var rate: FrameRate? { reader?.rate }

  func next() throws -> VideoFrame? {
    while !shared.state.withLock({ $0.isOver }) {
      do {
        if let frame = try current().next() {
          shared.state.withLock { $0.lastSign = .now }
          pause = Self.firstPause
          return frame
        }
      } catch {
        fail(error)
      }
      reader = nil
      Thread.sleep(forTimeInterval: pause)
      pause = min(2 * pause, 1)
    }
    return nil
  }

  private func current() throws -> any FrameReader {
    if let reader { return reader }
    shared.state.withLock { $0.lastSign = .now }
    let opened = try source.open()
    let isOver = shared.state.withLock { state in
      state.interruption = opened.interruption
      return state.isOver
    }
    if isOver { opened.interruption() }
    reader = opened
    return opened
  }

  /// Interrupts a reader that has been silent for too long.
  private func watch() {
    Thread { [shared] in
      while true {
        Thread.sleep(forTimeInterval: 0.5)
        let (isOver, stalled) = shared.state.withLock { state in
          (state.isOver, .now - state.lastSign > Self.silence ? state.interruption : nil)
        }
        if isOver { return }
        stalled?()
      }
    }.start()
  }
}
