// SPDX-License-Identifier: Apache-2.0

import Detection
import Foundation
import Imaging

/// Tells of images as they are looked at: lines on standard output, a bar on a terminal.
final class DetectionReporter {
  private let plan: DetectionPlan
  private let classNames: [String]
  private let isQuiet: Bool
  private let bar: ProgressBar?
  private var images: [DetectedImage] = []
  private var done = 0
  private var skipped = 0
  private var failures: [String] = []
  private let clock = Stopwatch()

  /// A reporter of a plan's jobs.
  init(_ plan: DetectionPlan, classNames: [String], isQuiet: Bool) {
    (self.plan, self.classNames, self.isQuiet) = (plan, classNames, isQuiet)
    let showsBar =
      plan.format != .text && plan.jobs.count > 1 && !isQuiet && StatusLine.isShown
    bar = showsBar ? ProgressBar(count: plan.jobs.count, unit: "images") : nil
  }

  /// What was found, as one document.
  var document: COCODocument { COCODocument(images, classNames: classNames) }

  /// Tells of one image.
  func report(_ event: DetectionEvent) throws {
    done += 1
    switch event {
    case .found(let job, let image):
      images.append(image)
      if plan.format == .text {
        for found in image.boxes { try StandardOutput.print(line(found, in: image)) }
      } else if let output = job.output, bar == nil, !isQuiet {
        try StandardOutput.print("\(output)  \(image.size)  \(count(image.boxes.count, "object"))")
      }
    case .skipped(let job):
      skipped += 1
      if let output = job.output, bar == nil, !isQuiet {
        try StandardOutput.print("\(output)  left out: is there already")
      }
    case .failed(let failure): failures.append(advice(failure))
    }
    bar?.show(done, rate: Double(done) * 1000 / max(clock.milliseconds, 1))
  }

  /// Tells of failures, together, and gives their number.
  func finish() throws -> Int {
    bar?.clear()
    for failure in failures { StandardError.print("Error: \(failure)") }
    if plan.format != .text, plan.jobs.count > 1, !isQuiet, !printsDocument {
      let objects = count(images.map(\.boxes.count).reduce(0, +), "object")
      let left = skipped > 0 ? ", \(skipped) left out whose files were there" : ""
      try StandardOutput.print("\(objects) in \(images.count) of \(done) images\(left)")
    }
    return failures.count
  }

  /// Whether standard output is for the document.
  private var printsDocument: Bool { plan.format == .coco && plan.output == nil }

  /// "night/01.png  person  0.83  12.0 20.5 54.1 98.0"
  private func line(_ found: DetectedBox, in image: DetectedImage) -> String {
    let box = found.box
    let sides = [box.x0, box.y0, box.x1, box.y1].map { String(format: "%.1f", $0) }
    return
      "\(image.path)  \(classNames[found.classIndex])  \(String(format: "%.3f", found.score))  "
      + sides.joined(separator: " ")
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  private func advice(_ failure: DetectionFailure) -> String {
    let exists =
      (failure.reason as? DetectionError)?.code == .outputExists
      || (failure.reason as? ImagingError)?.code == .exists
    let option = exists ? "--overwrite replaces it" : ReadingOptions.advice(on: failure.reason)
    return option.map { "\(failure); \($0)" } ?? "\(failure)"
  }
}
