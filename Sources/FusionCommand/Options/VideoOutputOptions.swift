// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Video

/// How a fused film is written.
struct VideoOutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The encoder of a film, as ffmpeg calls it. With -o -: mjpeg for JPEG files one after another, "
        + "any other for Matroska.", valueName: "name"))
  var encoder: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "An option of ffmpeg for writing the film, word by word: --output-option -crf "
        + "--output-option 23.", valueName: "word"))
  var outputOption: [String] = []

  @Flag(help: "16 bits, of gray (--color gray): y4m, FFV1 in .mkv; PNG frames in color, too.")
  var deep = false

  @Option(
    help: ArgumentHelp(
      "Keep the frames of INFRARED that make a pair as they came, without loss: raw.mkv.",
      valueName: "file"))
  var record: String?

  @Flag(help: "Leave the sound of VISIBLE out.")
  var noSound = false

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  /// The sink that a path or an address names.
  ///
  /// - Parameters:
  ///   - output: A path, an address, or - for standard output.
  ///   - sound: The film whose sound is copied; nil: none.
  ///   - ffmpeg: The path of the program; nil: it is looked for.
  /// - Returns: The sink.
  /// - Throws: `VideoError` where ffmpeg is wanted and not there.
  func sink(
    _ output: String, soundOf sound: FFmpegSource?, ffmpeg: String?
  ) throws -> any FrameSink {
    if output == "-" {
      guard let encoder else { return Y4MSink(path: nil) }
      var settings = FilmSettings()
      (settings.encoder, settings.options) = (encoder, outputOption)
      return FilmSink(standardOutputBy: try FFmpegProgram(path: ffmpeg), settings: settings)
    }
    switch URL(filePath: output).pathExtension.lowercased() {
    case "y4m": return Y4MSink(path: output, replacing: overwrite)
    case "" where !output.contains("://"):
      return FrameFolderSink(path: output, replacing: overwrite)
    default:
      var settings = FilmSettings(for: output)
      settings.encoder = encoder ?? (deep ? "ffv1" : settings.encoder)
      settings.options = outputOption
      settings.soundOf = noSound ? nil : sound
      settings.replacing = overwrite
      return FilmSink(output, program: try FFmpegProgram(path: ffmpeg), settings: settings)
    }
  }

  /// Where the second source's frames are kept; nil: nowhere.
  func recording(ffmpeg: String?) throws -> (any FrameSink)? {
    guard let record else { return nil }
    if URL(filePath: record).pathExtension.lowercased() == "y4m" {
      return Y4MSink(path: record, replacing: overwrite)
    }
    var settings = FilmSettings.lossless
    settings.replacing = overwrite
    return FilmSink(record, program: try FFmpegProgram(path: ffmpeg), settings: settings)
  }
}
