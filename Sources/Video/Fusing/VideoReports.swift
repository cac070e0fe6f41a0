// SPDX-License-Identifier: Apache-2.0

import Fusion

/// A film that is being fused: a report after each frame, which is fused when it is asked for.
///
/// Each loop over it fuses from the beginning.
public struct VideoReports: AsyncSequence, Sendable {
  let settings: VideoFusion
  let method: any FusionMethod
  let sink: any FrameSink
  let isLive: Bool
  /// Whether the sources can be read twice.
  let isRepeatable: Bool
  let makeMatches: @Sendable () -> any MatchSource

  /// Begins to fuse.
  public func makeAsyncIterator() -> Iterator {
    Iterator(
      run: VideoRun(
        settings, method, sink, makeMatches(), scanning: isRepeatable ? makeMatches : nil,
        isLive: isLive))
  }

  /// A loop over the reports. Where it is left, reading ends, and what the sink has so far is
  /// dropped.
  public struct Iterator: AsyncIteratorProtocol {
    let run: VideoRun

    /// Fuses the next frame.
    ///
    /// - Returns: What has become of all frames so far; nil at the end, when the sink is complete.
    /// - Throws: What sources, sink and method throw; `CancellationError`.
    public mutating func next() async throws -> VideoReport? { try await run.next() }
  }
}
