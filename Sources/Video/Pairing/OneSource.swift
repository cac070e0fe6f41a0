// SPDX-License-Identifier: Apache-2.0

/// Matches of one source whose frames hold both pictures.
final class OneSource: MatchSource {
  private let feed: FrameFeed
  private let layout: FrameLayout
  private let name: String

  /// Begins to read.
  init(_ source: any FrameSource, _ layout: FrameLayout) {
    feed = FrameFeed(source, capacity: source.isLive ? 1 : 2)
    (self.layout, name) = (layout, source.name)
  }

  var rate: FrameRate? { feed.rate }

  var damages: [VideoNotice] { [feed.damage].compactMap(\.self) }

  func next() async throws -> FrameMatch? {
    guard let frame = try await feed.next() else { return nil }
    let (first, second) = try layout.pictures(of: frame.image, in: name)
    return FrameMatch(
      first: VideoFrame(image: first, time: frame.time),
      second: VideoFrame(image: second, time: frame.time), skew: .zero, isHeld: false)
  }

  var closing: @Sendable () -> Void { { [feed] in feed.close() } }

  var silences: @Sendable () -> [SourceSilence] { { [feed] in [feed.silence].compactMap(\.self) } }

  func count(into report: inout VideoReport) { report.droppedFirst = feed.droppedCount }
}
