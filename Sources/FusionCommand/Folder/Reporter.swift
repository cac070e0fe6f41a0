// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Tells of outcomes as they come: JSON or lines on standard output, a bar on a terminal.
final class Reporter {
  /// What is printed.
  enum Style {
    case text, json, quiet
  }

  private let count: Int
  private let style: Style
  private let bar: ProgressBar?
  private var done = 0
  private var failures: [String] = []
  private let clock = Stopwatch()

  /// A reporter of `count` outcomes to come.
  init(count: Int, style: Style) {
    self.count = count
    self.style = style
    bar = style == .text && count > 1 && StatusLine.isShown ? ProgressBar(count: count) : nil
  }

  /// Tells of one.
  func report(_ outcome: FusionOutcome) throws {
    done += 1
    if let error = outcome.error { failures.append(error) }
    switch style {
    case .json: try StandardOutput.write(json: json(outcome) + "\n")
    case .text where bar == nil: try printLine(outcome)
    default: break
    }
    bar?.show(done, rate: rate)
  }

  /// Tells of failures once more, together, and gives their number.
  func finish() throws -> Int {
    bar?.clear()
    for failure in failures { StandardError.print("Error: \(failure)") }
    if style == .text && count > 1 {
      let rate = String(format: "%.2f", rate)
      try StandardOutput.print(
        "\(done - failures.count) of \(count) pairs fused, \(rate) pairs a second")
    }
    return failures.count
  }

  /// Pairs a second so far.
  private var rate: Double { Double(done) * 1000 / max(clock.milliseconds, 1) }

  private func printLine(_ outcome: FusionOutcome) throws {
    guard let output = outcome.output, let times = outcome.milliseconds else { return }
    let size = "\(outcome.width ?? 0)x\(outcome.height ?? 0)"
    let spent = [("read", times.read), ("fuse", times.fuse), ("write", times.write)]
      .map { String(format: "\($0) %.0f ms", $1) }.joined(separator: ", ")
    try StandardOutput.print("\(output)  \(size)  \(spent)")
  }

  private func json(_ outcome: FusionOutcome) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(outcome)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
