// SPDX-License-Identifier: Apache-2.0

import Fusion
import Synchronization
import Video

/// Fuses a live source for as long as the service runs.
final class LiveFusing: Sendable {
  private static let pause = Duration.seconds(2)

  private let source: LiveSource
  private let feed: LiveFeed
  private let method: any FusionMethod
  private let isEnded = Mutex(false)
  private let isToStop: @Sendable () -> Bool
  private let tell: @Sendable (String) -> Void
  private let said = Mutex("")

  init(_ source: LiveSource, _ feed: LiveFeed, _ state: ServiceState) {
    (self.source, self.feed, method) = (source, feed, state.settings.models[0].method)
    (isToStop, tell) = (state.settings.isToStop, state.settings.tell)
  }

  /// Fuses until the task is cancelled: anew where a film ends or a camera cannot be read.
  func run() async {
    await withTaskCancellationHandler {
      while !Task.isCancelled {
        let isFilmShown = isToStop() ? false : await fuseOnce()
        if !isFilmShown { feed.dismiss() }
        try? await Task.sleep(for: Self.pause)
      }
    } onCancel: {
      isEnded.withLock { $0 = true }
    }
  }

  /// Fuses until the sources end.
  ///
  /// - Returns: Whether that was a film, which is shown over and over.
  private func fuseOnce() async -> Bool {
    let isPaced = !source.first.isLive
    do {
      let reports = fusion.reports(
        of: source.first, source.second, by: method, into: LiveSink(feed: feed, isPaced: isPaced))
      for try await _ in reports {}
      return isPaced && !isToStop()
    } catch {
      say("\(error)")
      return false
    }
  }

  /// Tells whoever runs the service, unless it is what was told before.
  private func say(_ line: String) {
    let isNew = said.withLock { said in
      defer { said = line }
      return said != line
    }
    if isNew { tell("\(source.name): \(line)") }
  }

  private var fusion: VideoFusion {
    var fusion = VideoFusion()
    fusion.options.alignment = source.rig
    if source.rig != nil { fusion.options.resizesSecond = false }
    fusion.tell = { [weak self] notice in
      guard let self else { return }
      say("\(notice)")
      // Without the second source pictures of the first one go on.
      if case .silence(source.first.name, _, _) = notice { feed.dismiss() }
    }
    fusion.isToStop = { [weak self] in
      guard let self else { return true }
      return isEnded.withLock(\.self) || isToStop()
    }
    return fusion
  }
}
