// SPDX-License-Identifier: Apache-2.0

public import Fusion

/// Fuses films and streams, frame by frame.
///
/// Each frame of the first source is fused with the second one's that is nearest in time.
public struct VideoFusion: Sendable {
  /// Color, ranges and depth. The second frame is resized to the first one's.
  public var options = FusionOptions()
  /// Which frames make a pair.
  public var pairing = TimePairing()
  /// Finds how the second camera lies on the first one, in the place of
  /// `FusionOptions.alignment`; nil: as that says.
  ///
  /// From pairs of the first three seconds, and while the film runs anew every ten. Films that do
  /// not show it surely are an error before anything is written. Live cameras, and pipes, which
  /// cannot be read twice, are looked at beside the fusing; until it is sure the first one stands
  /// alone.
  public var rigFinder: (any RigFinding)?
  /// How slowly brightness follows, and how far noise is averaged out; nil: each frame is fused for
  /// itself.
  public var steadiness: Steadiness? = Steadiness()
  /// Where the second source's frames go as they are, beside the fused ones; nil: nowhere.
  public var recording: (any FrameSink)?

  /// How long a live first source may send nothing before the film ends there; nil: for ever.
  public var waitLimit: Duration?
  /// Told what goes on, by any thread.
  public var tell: @Sendable (VideoNotice) -> Void = { _ in }
  /// Asked ten times a second; true ends the film after the frames so far, which is complete then.
  public var isToStop: @Sendable () -> Bool = { false }

  /// All settings at their defaults.
  public init() { options.resizesSecond = true }

  /// Fuses two sources, of which the first one leads: the result has its frames' times and size.
  ///
  /// - Parameters:
  ///   - first: The visible camera.
  ///   - second: The infrared one.
  ///   - method: Fuses the luminances.
  ///   - sink: Gets the fused frames, and is complete where the sequence ends without an error.
  /// - Returns: What has become of all frames so far, after each fused one. It throws what sources,
  ///   sink and method throw. Where the loop over it is left, reading ends, and what the sink has
  ///   so far is dropped, but for pictures in a folder.
  public func reports(
    of first: any FrameSource, _ second: any FrameSource, by method: any FusionMethod,
    into sink: any FrameSink
  ) -> VideoReports {
    VideoReports(
      settings: self, method: method, sink: sink, isLive: first.isLive,
      isRepeatable: first.isRepeatable && second.isRepeatable
    ) { [pairing] in
      TwoSources(first, second, pairing)
    }
  }

  /// Fuses a source whose frames hold both pictures.
  ///
  /// - Parameters:
  ///   - both: The source.
  ///   - layout: Where the pictures are in its frames.
  ///   - method: Fuses the luminances.
  ///   - sink: Gets the fused frames.
  /// - Returns: As ``reports(of:_:by:into:)``.
  public func reports(
    of both: any FrameSource, _ layout: FrameLayout, by method: any FusionMethod,
    into sink: any FrameSink
  ) -> VideoReports {
    VideoReports(
      settings: self, method: method, sink: sink, isLive: both.isLive,
      isRepeatable: both.isRepeatable
    ) {
      OneSource(both, layout)
    }
  }
}
