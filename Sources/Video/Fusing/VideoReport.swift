// SPDX-License-Identifier: Apache-2.0

/// What has become of the frames of two sources.
public struct VideoReport: Sendable, Hashable {
  /// Fused frames that were written.
  public internal(set) var frameCount = 0
  /// Those whose second frame was held, as none came in time, or came slower than the first ones.
  public internal(set) var heldCount = 0
  /// Those that show the first source alone.
  public internal(set) var aloneCount = 0
  /// Frames of the first source that were not fused: nobody had time for them, or they came late.
  public internal(set) var droppedFirst = 0
  /// The same of the second source.
  public internal(set) var droppedSecond = 0
  /// Frames of the second source that no frame of the first one was nearest to.
  public internal(set) var unusedSecond = 0
  /// Cuts that were found.
  public internal(set) var cutCount = 0
  /// By how much the frames of pairs lie apart in time.
  public internal(set) var skew = TimeHistogram()
  /// From a live frame's arrival until its fused one was handed over.
  public internal(set) var latency = TimeHistogram()
  /// The time of the last frame.
  public internal(set) var time = Duration.zero

  /// Nothing yet.
  public init() {}
}
