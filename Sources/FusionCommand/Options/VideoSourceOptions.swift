// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import Foundation
public import Video

/// How films and streams are read.
struct VideoSourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What frames without a header are, of - (standard input) and .raw files: 640x512:gray16le@30.",
      valueName: "layout"),
    transform: rawLayout)
  var raw: RawLayout?

  @Option(
    help: ArgumentHelp(
      "Frames a second of folders, and of y4m streams that name no rate, such as 30000/1001; 25 "
        + "without it.",
      valueName: "rate"),
    transform: frameRate)
  var rate = FrameRate.usual

  @Option(help: "VISIBLE holds both pictures in each frame, and there is no INFRARED.")
  var layout: FrameLayout?

  @Option(
    help: ArgumentHelp(
      "How long a live VISIBLE may send nothing before the film ends there; for ever without it.",
      valueName: "time"),
    transform: timeSpan)
  var wait: Duration?

  @Option(
    help: ArgumentHelp(
      "The program ffmpeg; without it what DAEFUSE_FFMPEG names, else ffmpeg of PATH.",
      valueName: "path"))
  var ffmpeg: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "An option of ffmpeg for reading films and streams, word by word: -hwaccel auto is "
        + "--input-option -hwaccel --input-option auto.", valueName: "word"))
  var inputOption: [String] = []

  /// The source that a path or an address names.
  ///
  /// - Throws: `VideoError` where ffmpeg is wanted and not there, or a raw stream has no layout.
  func source(_ address: String) throws -> any FrameSource {
    if address == "-" { return PipeSource(path: nil, layout: raw, assumed: rate) }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: address, isDirectory: &isFolder), isFolder.boolValue {
      return FrameFolder(path: address, rate: rate)
    }
    switch URL(filePath: address).pathExtension.lowercased() {
    case "y4m": return PipeSource(path: address, assumed: rate)
    case "raw":
      guard let raw else {
        throw UsageError(
          description: "\(address) has no header: --raw 640x512:gray16le@30 is wanted")
      }
      return PipeSource(path: address, layout: raw)
    default:
      return FFmpegSource(address, program: try FFmpegProgram(path: ffmpeg), options: inputOption)
    }
  }
}

extension FrameLayout: ExpressibleByArgument {}

private func rawLayout(_ text: String) throws -> RawLayout {
  guard let layout = RawLayout(text) else {
    let formats = PixelFormat.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError(
      "\(text) is no layout of raw frames; WIDTHxHEIGHT:FORMAT@RATE is wanted, the format one of "
        + formats)
  }
  return layout
}

private func frameRate(_ text: String) throws -> FrameRate {
  guard let rate = FrameRate(text) else {
    throw ValidationError(
      "\(text) is no rate; frames a second are wanted, such as 25 or 30000/1001")
  }
  return rate
}
