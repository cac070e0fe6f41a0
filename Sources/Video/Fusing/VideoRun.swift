// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging

/// One run over two sources.
final class VideoRun {
  private let settings: VideoFusion
  private let method: any FusionMethod
  private let sink: any FrameSink
  private let matches: any MatchSource
  private let isLive: Bool
  private let watch: Task<Void, Never>
  private let silence: SilenceWatch
  private let rigs: RigFollower?
  /// Makes the sources' matches anew, for the first look at films; nil: there is none.
  private var scanning: (@Sendable () -> any MatchSource)?
  private var options: FusionOptions
  private var followers: (first: RangeFollower, second: RangeFollower)?
  private var size: ImageSize?
  private var recordedSize: ImageSize?
  private var outputs: (fused: FrameOutput, record: FrameOutput?)?
  /// The second match, which was read for the rate.
  private var waiting: FrameMatch?
  /// Of a film: the pair after the last one that was fused, nil at the end.
  private var upcoming: (match: FrameMatch, pair: PreparedPair)?
  /// Whether ``upcoming`` was read.
  private var isAhead = false
  private var report = VideoReport()
  private let memory = FrameMemory()
  /// Nil: frames are as they were fused.
  private let noise: NoiseFilter?

  init(
    _ settings: VideoFusion, _ method: any FusionMethod, _ sink: any FrameSink,
    _ matches: any MatchSource, scanning: (@Sendable () -> any MatchSource)?, isLive: Bool
  ) {
    (self.settings, self.method, self.sink, self.matches) = (settings, method, sink, matches)
    (self.scanning, self.isLive) = (scanning, isLive)
    rigs = settings.rigFinder.map {
      RigFollower($0, isLive: isLive, tell: settings.tell)
    }
    noise = settings.steadiness.flatMap {
      $0.noiseReduction > 0 ? NoiseFilter(strength: $0.noiseReduction) : nil
    }
    silence = SilenceWatch(limit: settings.waitLimit, tell: settings.tell)
    watch = Task {
      [isToStop = settings.isToStop, close = matches.closing, silences = matches.silences, silence]
      in
      while !Task.isCancelled {
        if isToStop() || silence.look(at: silences()) { return close() }
        try? await Task.sleep(for: .milliseconds(100))
      }
    }
    options = settings.options
    followers = settings.steadiness.map { steadiness in
      (
        RangeFollower(settings.options.firstRange, timeConstant: steadiness.timeConstant),
        RangeFollower(settings.options.secondRange, timeConstant: steadiness.timeConstant)
      )
    }
  }

  deinit {
    watch.cancel()
    matches.closing()
  }

  /// Fuses a frame and has it written: that happens while the next one is fused.
  ///
  /// - Returns: What has become of all frames so far; nil at the end, when all is written.
  /// - Throws: What sources, sink and method throw.
  func next() async throws -> VideoReport? {
    do { return try await fuseNext() } catch {
      await outputs?.fused.drop()
      if let record = outputs?.record {
        // What a live camera has sent cannot be had again: it is kept where only the fusing failed.
        if isLive, !(error is CancellationError) { try? await record.finish() }
        await record.drop()
      }
      throw error
    }
  }

  private func fuseNext() async throws -> VideoReport? {
    if let rigs, let matches = scanning?() {
      try await rigs.begin(with: matches, isToStop: settings.isToStop)
    }
    scanning = nil
    let method = method
    guard let (match, pair) = try await isAhead ? upcoming : prepared() else {
      try await finish()
      return nil
    }
    async let luminance = pair.fusedLuminance(by: method)
    if !isLive {
      // What a camera shows now is not known yet; of films the next pair is made ready meanwhile.
      (isAhead, upcoming) = (true, try await prepared())
    }
    let output = try await opened(with: match).fused
    try await output.write { [noise, luminance = try await luminance] in
      // Where the first camera is alone its picture passes as it is.
      if match.second == nil { noise?.forget() }
      let settled = match.second == nil ? luminance : noise?(luminance) ?? luminance
      return VideoFrame(image: pair.fusedImage(from: settled), time: match.first.time)
    }
    report.add(match)
    if isLive { report.latency = output.latency }
    report.cutCount = followers.map { max($0.first.cutCount, $0.second.cutCount) } ?? 0
    matches.count(into: &report)
    return report
  }

  /// The next match, and its pair, ready for the method; nil at the end.
  private func prepared() async throws -> (match: FrameMatch, pair: PreparedPair)? {
    guard var match = try await nextMatch() else { return nil }
    match.first.image = try sized(match.first.image)
    let outputs = try await opened(with: match)
    if let record = outputs.record { try await self.record(match, in: record) }
    if let rigs, match.second != nil {
      options.alignment = await rigs.rig(for: match)
      if options.alignment == nil {
        report.unalignedCount += 1
        match = FrameMatch(first: match.first, second: nil, skew: nil, isHeld: false)
      }
    }
    return (match, try pair(of: match))
  }

  /// Keeps the second frame as it came; a film takes frames of one size.
  private func record(_ match: FrameMatch, in record: FrameOutput) async throws {
    guard let second = match.second, !match.isHeld else { return }
    recordedSize = recordedSize ?? second.image.size
    guard second.image.size == recordedSize else {
      report.unrecordedCount += 1
      return
    }
    try await record.write { second }
  }

  private func nextMatch() async throws -> FrameMatch? {
    if let match = waiting {
      waiting = nil
      return match
    }
    return try await readMatch()
  }

  /// Reads on. Where the run is to stop, a source that breaks off has ended: in a pipeline Ctrl-C
  /// stops what feeds it, too.
  private func readMatch() async throws -> FrameMatch? {
    do {
      let match = try await matches.next()
      if match == nil, let step = matches.clockStep { settings.tell(.clockSetBack(step)) }
      return match
    } catch is VideoError where settings.isToStop() {
      return nil
    }
  }

  private func finish() async throws {
    guard let outputs else {
      if settings.isToStop() { return }
      if let source = silence.givenUp {
        throw VideoError(
          .unreadable, source.source,
          "has sent nothing for \(Int(source.time / .seconds(1))) s"
            + (source.reason.map { ": \($0)" } ?? ""))
      }
      throw VideoError(.unreadable, nil, "the first source has no frame")
    }
    if !settings.isToStop() { matches.damages.forEach(settings.tell) }
    try await outputs.fused.finish()
    try await outputs.record?.finish()
  }

  /// The outputs; a source that does not tell its rate is read on by a frame for it.
  private func opened(
    with match: FrameMatch
  ) async throws -> (fused: FrameOutput, record: FrameOutput?) {
    if let outputs { return outputs }
    if matches.rate == nil { waiting = try await readMatch() }
    let rate = matches.rate ?? waiting.flatMap { Self.rate(of: match, $0) } ?? .usual
    let opened = (
      fused: FrameOutput(sink, rate: rate),
      record: settings.recording.map { FrameOutput($0, rate: rate) }
    )
    outputs = opened
    return opened
  }

  /// Of the first two frames, to a thousandth of a frame a second.
  private static func rate(of first: FrameMatch, _ second: FrameMatch) -> FrameRate? {
    let seconds = (second.first.time - first.first.time) / .seconds(1)
    return seconds > 1e-6 ? FrameRate(Int((1000 / seconds).rounded()), 1000) : nil
  }

  /// A frame of the first source in the size of the first one.
  private func sized(_ image: Image) throws -> Image {
    let size = size ?? image.size
    self.size = size
    if size == image.size { return image }
    guard isLive else {
      throw VideoError(
        .unsupported, nil,
        "a frame of the first source is \(image.size), those before it were \(size)")
    }
    // A camera that was away may come back with another size.
    report.resizedCount += 1
    return image.resized(to: size)
  }

  /// A match's pair, with the brightness that follows from those before it.
  private func pair(of match: FrameMatch) throws -> PreparedPair {
    let image = match.first.image
    if options.color == .auto {
      // The same for all frames: a film does not change from color to gray.
      let isColored = image.colorModel == .rgb || match.second?.image.colorModel == .rgb
      options.color = isColored ? .keep : .gray
    }
    options.firstRange =
      try followers?.first.mapping(of: match.first) ?? settings.options.firstRange
    if let second = match.second {
      options.secondRange =
        try followers?.second.mapping(of: second) ?? settings.options.secondRange
    }
    var options = options
    if match.second == nil { options.alignment = nil }
    let second = match.second?.image ?? .unseen(image.size)
    return try PreparedPair(image, second, options, memory: memory)
  }
}

extension VideoReport {
  fileprivate mutating func add(_ match: FrameMatch) {
    frameCount += 1
    time = match.first.time
    if match.isHeld { heldCount += 1 }
    if let skew = match.skew { self.skew.add(skew) } else { aloneCount += 1 }
  }
}

extension Image {
  /// A picture of which no pixel is valid: the other one of a pair is the result.
  fileprivate static func unseen(_ size: ImageSize) -> Image {
    Image(
      size: size, colorModel: .gray,
      samples: .float([Float](repeating: .nan, count: size.pixelCount)))
  }
}
