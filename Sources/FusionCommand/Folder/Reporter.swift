// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion
import Imaging

/// Tells of events as they come: JSON or lines on standard output, a bar on a terminal.
final class Reporter {
  /// What is printed.
  enum Style {
    case text, json, quiet
  }

  private let count: Int
  private let style: Style
  private let bar: ProgressBar?
  private var done = 0
  private var skipped = 0
  private var warnings: [String] = []
  private var failures: [String] = []
  private var ranges = RangeSummary()
  private var remarks = RemarkSummary()
  private var refinements = RefinementSummary()
  private let clock = Stopwatch()

  /// A reporter of `count` jobs, which tells temperatures in degrees of a scale.
  init(count: Int, style: Style, scale: TemperatureScale = .celsius) {
    ranges.scale = scale
    self.count = count
    self.style = style
    bar = style == .text && count > 1 && StatusLine.isShown ? ProgressBar(count: count) : nil
  }

  /// Tells of one.
  func report(_ event: FusionEvent) throws {
    done += 1
    if case .failed(let failure) = event { failures.append(failure.advice) }
    if case .fused(_, _, _, let remarks) = event {
      warnings += remarks.warnings
      ranges.add(remarks.ranges)
      self.remarks.add(remarks.remarks)
      refinements.add(remarks.refinement)
    }
    if case .skipped = event { skipped += 1 }
    switch style {
    case .json: try StandardOutput.write(json: EventRecord(event).json + "\n")
    case .text where bar == nil: try printLine(event)
    default: break
    }
    bar?.show(done, rate: rate)
  }

  /// Tells of warnings and failures, together, and gives the number of failures.
  func finish() throws -> Int {
    bar?.clear()
    if style != .quiet {
      (remarks.lines + ranges.lines + refinements.lines).forEach { StandardError.print($0) }
    }
    for warning in warnings { StandardError.print("Warning: \(warning)") }
    for failure in failures { StandardError.print("Error: \(failure)") }
    if style == .text && count == 0 {
      try StandardOutput.print("no pair is this rank's to fuse")
    } else if style == .text && count > 1 {
      let fused = done - failures.count - skipped
      let left = skipped > 0 ? ", \(skipped) left out whose files were there" : ""
      let pace = fused > 0 ? String(format: ", %.2f pairs a second", rate) : ""
      try StandardOutput.print("\(fused) of \(count) pairs fused\(left)\(pace)")
    }
    return failures.count
  }

  /// Pairs a second so far, without those that were left out.
  private var rate: Double { Double(done - skipped) * 1000 / max(clock.milliseconds, 1) }

  private func printLine(_ event: FusionEvent) throws {
    if case .skipped(let job) = event {
      try StandardOutput.print(job.leftOut)
    }
    guard case .fused(let job, let size, let times, _) = event else { return }
    let spent = [("read", times.read), ("fuse", times.fuse), ("write", times.write)]
      .map { String(format: "\($0) %.0f ms", $1.milliseconds) }.joined(separator: ", ")
    try StandardOutput.print("\(job.output)  \(size)  \(spent)")
  }
}
