// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Detection
import Files
import Foundation
import Fusion

/// `daefuse detect`: objects in images.
struct Detect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Finds people, vehicles and other objects in an image or a folder of images.",
    discussion: """
      The detector is YOLOX-Nano, trained on the eighty classes of COCO, on the CPU. Its weights \
      are not shipped: --detector names them, or they are in the folder detector of the data sets' \
      folder (DAEFUSE_DATA), or they are fetched once (3.7 MB, Apache-2.0) into the user's folder \
      for caches.

      Boxes are in pixels from the upper left corner: left, top, right, bottom. YOLO's label files \
      number COCO's classes from 0: person is 0, car is 2.

      \(ExitStatus.summary)
      """)

  @Argument(help: "An image, or a folder of images.")
  var image: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write; for a folder of images the folder that gets pictures or label files, or "
        + "the file of COCO's format. Without it a line is printed for each box."))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "picture draws boxes, yolo writes label files, coco one JSON file. Without it by the output's "
        + "extension: txt is yolo, json is coco, all else picture."))
  var format: DetectionFormat?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The lowest score of what is reported.", valueName: "0...1"))
  var threshold = 0.3

  @Option(
    help: ArgumentHelp(
      "Only these classes: person,car. Names are COCO's.", valueName: "names"))
  var classes: String?

  @Option(help: .detector)
  var detector: String?

  @Option(parsing: .unconditional, help: .detectorSide)
  var side = Detector.standardSide

  @Flag(help: "Write the score as a sixth column of label files.")
  var scores = false

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  @Flag(help: "Leave out images whose file is there already, to go on with a run that was cut off.")
  var skipExisting = false

  @Flag(help: "Print nothing but warnings and errors.")
  var quiet = false

  @Option(parsing: .unconditional, help: .threads)
  var threads: Int?

  @OptionGroup
  var reading: ReadingOptions

  func validate() throws {
    try checkThreads(threads)
    try DetectorChoice.check(side: side)
    guard (0...1).contains(threshold) else {
      throw ValidationError("--threshold is \(threshold); 0 to 1 is wanted")
    }
    if overwrite && skipExisting {
      throw ValidationError("--overwrite and --skip-existing cannot go together")
    }
  }

  func run() async throws {
    let plan = try DetectionPlan(source: image, output: output, format: format)
    for warning in plan.warnings + idleOptions(plan) {
      StandardError.print("Warning: \(warning)")
    }
    try checkDocument(plan)
    let detector = try DetectorChoice.detector(detector, side: side, threads: threads)
    let detection = try detection(plan.format, detector)
    let reporter = DetectionReporter(plan, classNames: detector.classNames, isQuiet: quiet)
    for try await event in detection.events(of: plan.jobs, by: detector) {
      try reporter.report(event)
    }
    if plan.format == .coco { try write(reporter.document, to: plan.output) }
    if try reporter.finish() > 0 { throw ExitStatus.failed.code }
  }

  private func detection(
    _ format: DetectionFormat, _ detector: Detector
  ) throws -> FolderDetection {
    var detection = FolderDetection(format)
    detection.options.threshold = threshold
    detection.options.classes = try DetectorChoice.classes(classes, of: detector)
    detection.writesScores = scores
    detection.existingOutput = overwrite ? .replace : skipExisting ? .skip : .refuse
    detection.policy = reading.policy
    detection.whileWriting = { try Interruption.shared.whileWriting($0) }
    return detection
  }

  /// What to warn of: options that change nothing beside the others.
  private func idleOptions(_ plan: DetectionPlan) -> [String] {
    let hasFiles = plan.format == .picture || plan.format == .yolo
    var idle = IdleOptions()
    idle.add("--scores", where: scores && plan.format != .yolo, "only label files have columns")
    idle.add(
      "--skip-existing", where: skipExisting && !hasFiles, "no file is written for each image")
    return idle.lines
  }

  /// Found out before anything is computed; writing looks again.
  private func checkDocument(_ plan: DetectionPlan) throws {
    guard plan.format == .coco, let path = plan.output else { return }
    try checkOutput(path)
    try checkFree(path, overwrites: overwrite)
  }

  private func write(_ document: COCODocument, to path: String?) throws {
    guard let path else { return try StandardOutput.write(json: document.json) }
    try Interruption.shared.whileWriting {
      try writeFile(document.json, to: path, replacing: overwrite)
    }
  }
}

extension DetectionFormat: ExpressibleByArgument {}
