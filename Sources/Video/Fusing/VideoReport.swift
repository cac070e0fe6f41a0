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
  /// From a live frame's arrival until the sink, such as the encoder, had taken its fused one.
  public internal(set) var latency = TimeHistogram()
  /// Those of them whose partner was left out, as it was not known yet how it lies on them.
  public internal(set) var unalignedCount = 0
  /// Frames of the first source that were resized, as they had another size than its first one.
  public internal(set) var resizedCount = 0
  /// Frames of the second source that were not recorded, as they had another size than its first
  /// one.
  public internal(set) var unrecordedCount = 0
  /// By what share the second source's clock was found to be slow; nil: not known, or not asked
  /// for.
  public internal(set) var drift: Double?
  /// The time of the last frame.
  public internal(set) var time = Duration.zero

  /// Nothing yet.
  public init() {}
}
