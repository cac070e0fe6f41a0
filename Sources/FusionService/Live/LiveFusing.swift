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

  init(_ source: LiveSource, _ feed: LiveFeed, _ state: ServiceState) {
    (self.source, self.feed, method) = (source, feed, state.settings.models[0].method)
    isToStop = { [settings = state.settings] in settings.isToStop() }
  }

  /// Fuses until the task is cancelled: anew where a film ends or a camera cannot be read.
  func run() async {
    await withTaskCancellationHandler {
      while !Task.isCancelled {
        if !isToStop() { await fuseOnce() }
        feed.dismiss()
        try? await Task.sleep(for: Self.pause)
      }
    } onCancel: {
      isEnded.withLock { $0 = true }
    }
  }

  private func fuseOnce() async {
    let isPaced = !source.first.isLive
    do {
      let reports = fusion.reports(
        of: source.first, source.second, by: method, into: LiveSink(feed: feed, isPaced: isPaced))
      for try await _ in reports {}
      feed.tell("the source has ended")
    } catch {
      feed.tell("\(error)")
    }
  }

  private var fusion: VideoFusion {
    var fusion = VideoFusion()
    fusion.options.alignment = source.rig
    if source.rig != nil { fusion.options.resizesSecond = false }
    fusion.tell = { [feed] notice in
      feed.tell("\(notice)")
      if case .silence = notice { feed.dismiss() }
    }
    fusion.isToStop = { [weak self] in
      guard let self else { return true }
      return isEnded.withLock(\.self) || isToStop()
    }
    return fusion
  }
}
