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

  /// Extensions of films of any encoder.
  private static let films: Set = [
    "3g2", "3gp", "apng", "asf", "avi", "flv", "gif", "h264", "hevc", "ivf", "m2ts", "m2v", "m4v",
    "mjpeg", "mjpg", "mkv", "mov", "mp4", "mpeg", "mpg", "mts", "mxf", "nut", "ogg", "ogv", "ts",
    "vob", "webm", "wmv",
  ]
  /// Extensions of films that hold 16 bits of gray without loss.
  private static let losslessFilms: Set = ["avi", "mkv", "mov", "nut"]

  /// - Throws: ``UsageError`` for a name that no film of these kinds has.
  private func check(_ path: String, kinds: Set<String>, wanted: String) throws {
    let pathExtension = URL(filePath: path).pathExtension.lowercased()
    guard kinds.contains(pathExtension) else {
      throw UsageError(
        description: "\(path): its extension \"\(pathExtension)\" names no such film; \(wanted) is "
          + "wanted")
    }
  }

  /// Finds out whether a file can be written there, as far as can be said before.
  ///
  /// - Throws: ``OutputError`` for a place that is not there, or taken.
  private func checkPlace(_ path: String) throws {
    try checkOutput(path)
    try checkFree(path, overwrites: overwrite)
  }

  /// The sink that a path or an address names.
  ///
  /// - Parameters:
  ///   - output: A path, an address, or - for standard output.
  ///   - sound: The film whose sound is copied; nil: none.
  ///   - ffmpeg: The path of the program; nil: it is looked for.
  /// - Returns: The sink.
  /// - Throws: `VideoError` where ffmpeg is wanted and not there; ``UsageError`` and
  ///   ``OutputError`` for a place that cannot be written.
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
    case "y4m":
      try checkPlace(output)
      return Y4MSink(path: output, replacing: overwrite)
    case "" where !output.contains("://"):
      if !overwrite, FileManager.default.fileExists(atPath: "\(output)/000000.png") {
        throw OutputError(path: output, message: "holds frames already; --overwrite replaces them")
      }
      return FrameFolderSink(path: output, replacing: overwrite)
    default:
      if !output.contains("://") { try checkPlace(output) }
      // ffmpeg knows more kinds than these, by their names.
      if !output.contains("://"), !outputOption.contains("-f") {
        try check(
          output, kinds: Self.films,
          wanted: ".mp4, .mkv, .mov, .webm, .avi, .mjpeg or .y4m, or "
            + "--output-option -f with what ffmpeg calls another,")
      }
      let pathExtension = URL(filePath: output).pathExtension.lowercased()
      guard !deep || encoder != nil || Self.losslessFilms.contains(pathExtension) else {
        throw UsageError(
          description: "\(output): --deep wants .mkv, .nut, .avi, .mov, .y4m or a folder")
      }
      var settings = FilmSettings(for: output)
      settings.encoder = encoder ?? (deep ? "ffv1" : settings.encoder)
      settings.options = outputOption
      settings.soundOf = noSound ? nil : sound
      settings.replacing = overwrite
      return FilmSink(output, program: try FFmpegProgram(path: ffmpeg), settings: settings)
    }
  }

  /// How many frames of a longer film lie in a folder behind the `count` of this one.
  func olderFrames(in output: String, behind count: Int) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: output)) ?? []
    return names.count { name in
      name.hasSuffix(".png") && name.count >= 10
        && Int(name.dropLast(4)).map { $0 >= count } == true
    }
  }

  /// Adds the options that say nothing of what is written to that output.
  func addIdle(for output: String, to idle: inout IdleOptions) {
    let named =
      (encoder == nil ? [] : ["--encoder"])
      + (outputOption.isEmpty ? [] : ["--output-option"]) + (noSound ? ["--no-sound"] : [])
    if output == "-" {
      if encoder == nil { idle.add(named, "y4m on standard output is not written by ffmpeg") }
    } else if output.lowercased().hasSuffix(".y4m") {
      idle.add(named, "y4m is not written by ffmpeg")
    } else if URL(filePath: output).pathExtension.isEmpty, !output.contains("://") {
      idle.add(named, "\(output) is a folder, which gets PNG files")
    }
  }

  /// Where the second source's frames are kept; nil: nowhere.
  func recording(ffmpeg: String?) throws -> (any FrameSink)? {
    guard let record else { return nil }
    if !record.contains("://") {
      try check(
        record, kinds: Self.losslessFilms.union(["y4m"]), wanted: ".mkv, .nut, .avi, .mov or .y4m")
      try checkPlace(record)
    }
    if URL(filePath: record).pathExtension.lowercased() == "y4m" {
      return Y4MSink(path: record, replacing: overwrite)
    }
    var settings = FilmSettings.lossless
    settings.replacing = overwrite
    return FilmSink(record, program: try FFmpegProgram(path: ffmpeg), settings: settings)
  }
}
