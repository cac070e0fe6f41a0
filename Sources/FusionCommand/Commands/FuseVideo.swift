// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Datasets
import Fusion
import Imaging
import Video

/// `daefuse video`: films and streams.
struct FuseVideo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "video",
    abstract: "Fuses two films, streams or folders of frames, frame by frame.",
    discussion: """
      VISIBLE leads: the fused film has its times, size and sound. Each of its frames is fused with \
      the frame of INFRARED that is nearest in time.

      Both are a film or a stream that ffmpeg reads (rtsp://..., /dev/video0), a folder of frames, a \
      .y4m file, or - for standard input. Of live sources the newest frame is fused, and one that \
      goes away is opened anew until it is back.

      Films and streams want the program ffmpeg; y4m, raw frames and folders go without it.

      \(ExitStatus.summary)
      """)

  @Argument(help: "The visible film; it leads.")
  var visible: String

  @Argument(help: "The infrared film. With --layout VISIBLE holds both.")
  var infrared: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "A film, its kind by extension (.mp4, .mkv, .mjpeg, .y4m); a folder, which gets PNG files; rtsp://... "
        + "to push to a server; - for y4m on standard output.", valueName: "output"))
  var output: String

  @OptionGroup(title: "Reading")
  var reading: VideoSourceOptions

  @OptionGroup(title: "Pairing")
  var pairing: TimePairingOptions

  @OptionGroup(title: "Writing")
  var writing: VideoOutputOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Seconds in which ranges follow the scene; 0: each frame is fused for itself.",
      valueName: "seconds"))
  var steady = 1.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Share of the frame before in a fused one where nothing moves, 0 to 0.95, which averages noise "
        + "out; 0.8 without it.",
      valueName: "share"))
  var denoise: Float?

  @OptionGroup(title: "Network")
  var model: ModelOptions

  @OptionGroup(title: "Somebody else's network")
  var importing: ImportOptions

  @OptionGroup(title: "Classical method")
  var formula: MethodOptions

  @OptionGroup(title: "Images")
  var images: VideoImageOptions

  @Flag(help: "Print nothing but warnings and errors.")
  var quiet = false

  @Flag(help: "Print one JSON object a second.")
  var json = false

  func validate() throws {
    if formula.method == nil { try ModelChoice(model.model).check() }
    guard (infrared == nil) == (reading.layout != nil) else {
      throw ValidationError(
        infrared == nil
          ? "INFRARED or --layout is wanted" : "--layout and INFRARED exclude each other")
    }
    guard steady == 0 || (0.001...3600).contains(steady) else {
      throw ValidationError("--steady is \(steady); 0, or 0.001 to 3600 seconds, are wanted")
    }
    guard denoise.map(Steadiness.noiseReductions.contains) ?? true else {
      throw ValidationError("--denoise is \(denoise ?? 0); 0 to 0.95 are wanted")
    }
    guard denoise == nil || steady > 0 else {
      throw ValidationError("--denoise has no say with --steady 0: each frame is fused for itself")
    }
    if visible == "-" && infrared == "-" {
      throw ValidationError("only one of both films can come from standard input")
    }
    if json && output == "-" { throw ValidationError("--json and -o - both want standard output") }
  }

  func run() async throws {
    try requireApart([output, writing.record], from: [visible, infrared])
    try requireTwo(visible, infrared)
    idleOptions.tell()
    let reporter = VideoReporter(style: json ? .json : quiet ? .quiet : .text)
    let fusion = try fusion()
    let sink = try writing.sink(output, soundOf: soundSource, ffmpeg: reading.ffmpeg)
    let method = try formula.method ?? model.makeMethod(1, importing)
    let reports = try reports(fusion, method, sink)
    let notice = "Stopping: the film is completed; once more ends at once"
    defer { if StatusLine.isShown { StatusLine.clear() } }
    let isInterrupted = try await Interruption.shared.whileWorking(notice: notice) {
      for try await report in reports { try reporter.report(report) }
      return Interruption.shared.isRequested
    }
    try reporter.finish()
    let older = writing.olderFrames(in: output, behind: reporter.frameCount)
    if older > 0 {
      StandardError.print(
        "Warning: \(output): \(older) frames of a longer film lie behind those of this one")
    }
    if isInterrupted { throw ExitStatus.interrupted.code }
    if let infrared, reporter.isOfOneFilm {
      throw OutputError(
        path: output,
        message:
          "shows VISIBLE alone: no frame of \(infrared) came, or none near enough in time to one of "
          + "it; --offset and --tolerance say how far apart they are")
    }
  }

  /// Options that change nothing beside the others.
  private var idleOptions: IdleOptions {
    var idle = IdleOptions()
    idle.add(of: model, importing, beside: formula.method)
    idle.add(of: images.look)
    writing.addIdle(for: output, to: &idle)
    let sources = [visible, infrared].compactMap(\.self)
    let isRaw = sources.contains { $0 == "-" || $0.lowercased().hasSuffix(".raw") }
    let isTimed = !isRaw && !sources.contains { isFolder($0) || $0.lowercased().hasSuffix(".y4m") }
    let isLive = (try? reading.source(visible))?.isLive ?? true
    idle.add("--wait", where: reading.wait != nil && !isLive, "\(visible) is not live")
    idle.add("--rate", where: reading.rate != .usual && isTimed, "films have times of their own")
    idle.add("--raw", where: reading.raw != nil && !isRaw, "no source is - or a .raw file")
    return idle
  }

  private func reports(
    _ fusion: VideoFusion, _ method: any FusionMethod, _ sink: any FrameSink
  ) throws -> VideoReports {
    let first = try reading.source(visible)
    if let layout = reading.layout {
      return fusion.reports(of: first, layout, by: method, into: sink)
    }
    return fusion.reports(of: first, try reading.source(infrared ?? ""), by: method, into: sink)
  }

  private func fusion() throws -> VideoFusion {
    var fusion = VideoFusion()
    fusion.options = try images.options()
    fusion.rigFinder = images.rigFinder(fusion.options)
    fusion.options.subject = formula.subject
    fusion.options.depth = writing.deep ? .uint16 : .uint8
    fusion.pairing = pairing.pairing
    fusion.recording = try writing.recording(ffmpeg: reading.ffmpeg)
    fusion.steadiness = steady > 0 ? Steadiness(timeConstant: .seconds(steady)) : nil
    if let denoise { fusion.steadiness?.noiseReduction = denoise }
    fusion.waitLimit = reading.wait
    fusion.tell = { VideoReporter.tell($0) }
    fusion.isToStop = { Interruption.shared.isRequested }
    return fusion
  }

  /// What ffmpeg can read sound from.
  private var soundSource: FFmpegSource? {
    let source = try? reading.source(visible) as? FFmpegSource
    return source.flatMap { $0.isLive ? nil : $0 }
  }
}
