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
  /// How slowly brightness follows; nil: each frame is fused for itself.
  public var steadiness: Steadiness? = Steadiness()
  /// Where the second source's frames go as they are, beside the fused ones; nil: nowhere.
  public var recording: (any FrameSink)?

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
    VideoReports(settings: self, method: method, sink: sink, isLive: first.isLive) { [pairing] in
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
    VideoReports(settings: self, method: method, sink: sink, isLive: both.isLive) {
      OneSource(both, layout)
    }
  }
}
