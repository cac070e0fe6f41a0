// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Evaluation
import Foundation
import FusionModel
import Imaging

/// `daefuse bench`: speed and memory.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures the speed and the memory of fusing.",
    discussion: """
      For each size: the median time of a pair and how the times spread (the distance between their \
      quartiles), multiply-adds and what share that makes of the fastest matrix product measured \
      here, the most memory held, and the same by stage of the network. One pair at a time, from \
      two images in memory to one; up to two pairs are fused before time is taken. Each size has a \
      process of its own. The pairs are rendered. A preset without shipped weights is measured with \
      random ones, which takes the same time. Networks of others, as fuse takes them, are timed as \
      a whole.

      Start-up is what `daefuse fuse` of a pair of 64x64 takes in all; the part of loading LibTorch \
      is what `daefuse version`, which does little else, takes. Both have run once before, so that \
      the files are in the system's cache.

      \(ExitStatus.summary)
      """)

  @OptionGroup(title: "Network")
  var model: ModelOptions

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "The sizes to measure at; without it 256x256, 640x480, 1024x768 and 1920x1080, of films the "
        + "second and the last.", valueName: "WxH"),
    transform: imageSize)
  var size: [ImageSize] = []

  @Flag(
    help: """
      Measure films instead: 60 frames of two rendered ones are decoded, paired, aligned, fused \
      and encoded, each step alone and all side by side. Wants ffmpeg.
      """)
  var video = false

  @OptionGroup(title: "Networks of others")
  var importing: ImportOptions

  @OptionGroup(title: "Repeats")
  var repetition: RepetitionOptions

  @Option(help: "How to write the result; without it by the file's extension, else table.")
  var format: SpeedFormat?

  @Option(
    name: .shortAndLong,
    help: "The file to write, which is replaced; without it the result is printed.")
  var output: String?

  func validate() throws {
    try ModelChoice(model.model).check()
    try size.forEach(checkPixels)
  }

  func run() throws {
    try requireApart([output], from: ModelChoice(model.model).files(importing))
    try output.map {
      try checkOutput($0, kinds: ["txt", "json"], isFormatNamed: format != nil)
    }
    if video {
      var idle = IdleOptions()
      idle.add(repetition.changed, "films are fused once")
      idle.tell()
    }
    let run = SpeedRun(model: model, importing: importing, repetition: repetition)
    let isJSON = chosenFormat == .json
    let text: String
    if video {
      let report = try run.filmReport(sizes: sizes)
      text = try isJSON ? json(report) : report.text()
    } else {
      let report = try run.report(sizes: sizes)
      text = try isJSON ? json(report) : report.text()
    }
    if let output {
      try Interruption.shared.whileWriting { try writeReport(text, to: output) }
    } else {
      try isJSON ? StandardOutput.write(json: text) : StandardOutput.write(text)
    }
  }

  private var sizes: [ImageSize] {
    if !size.isEmpty { return size }
    let large = ImageSize(width: 1920, height: 1080)
    return video
      ? [ImageSize(width: 640, height: 480), large]
      : [
        ImageSize(width: 256, height: 256), ImageSize(width: 640, height: 480),
        ImageSize(width: 1024, height: 768), large,
      ]
  }

  /// One object, keys sorted.
  private func json(_ report: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(report), as: UTF8.self) + "\n"
  }

  /// Refuses a pair of more pixels than `fuse` reads: its planes would not fit into memory.
  private func checkPixels(of size: ImageSize) throws {
    let limit = ImageDecodingPolicy.standard.maximumPixelCount
    guard size.pixelCount <= limit else {
      throw ValidationError(
        "--size is \(size), \(size.pixelCount) pixels; at most \(limit) pixels are wanted, as "
          + "--max-pixels allows by default")
    }
  }

  private var chosenFormat: SpeedFormat {
    format ?? (output?.lowercased().hasSuffix(".json") == true ? .json : .table)
  }
}
