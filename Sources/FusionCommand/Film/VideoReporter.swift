// SPDX-License-Identifier: Apache-2.0

import Foundation
import Video

/// Tells how the fusing of a film goes: a line that is drawn anew on a terminal, a plain one every
/// ten seconds elsewhere, or JSON every second.
final class VideoReporter {
  private let style: Reporter.Style
  private let clock = Stopwatch()
  private var lastTold = 0.0
  private var last = VideoReport()

  init(style: Reporter.Style) { self.style = style }

  /// How many frames were fused.
  var frameCount: Int { last.frameCount }

  /// Whether no frame was fused with another one, for want of a partner in time.
  var isOfOneFilm: Bool {
    last.frameCount > 0 && last.aloneCount == last.frameCount && last.unalignedCount == 0
  }

  /// Tells of a report, where it is time to.
  func report(_ report: VideoReport) throws {
    last = report
    let pause: Double =
      switch style {
      case .quiet: .infinity
      case .json: 1000
      case .text: StatusLine.isShown ? 200 : 10_000
      }
    guard clock.milliseconds - lastTold >= pause else { return }
    lastTold = clock.milliseconds
    if style == .json {
      try StandardOutput.write(json: record + "\n")
    } else if StatusLine.isShown {
      StatusLine.show(line)
    } else {
      StandardError.print(line)
    }
  }

  /// Tells what goes on, on a line of its own.
  static func tell(_ notice: VideoNotice) {
    if StatusLine.isShown { StatusLine.clear() }
    StandardError.print("\(notice)")
  }

  /// Tells of the whole.
  func finish() throws {
    if StatusLine.isShown { StatusLine.clear() }
    switch style {
    case .quiet: break
    case .json: try StandardOutput.write(json: record + "\n")
    case .text: StandardError.print(line)
    }
  }

  /// "120 frames, 24.8 a second; 3 held, 0 alone, 2 dropped; skew 4 ms (95 %: 9 ms)".
  private var line: String {
    let dropped = last.droppedFirst + last.droppedSecond
    let rate = String(format: "%.1f", rate)
    var parts = [
      "\(last.frameCount) frames, \(rate) a second",
      "\(last.heldCount) held, \(last.aloneCount) alone, \(dropped) dropped",
    ]
    if let skew = text(last.skew) { parts.append("skew \(skew)") }
    if let latency = text(last.latency) { parts.append("latency \(latency)") }
    if let drift = last.drift { parts.append(String(format: "drift %.6f", drift)) }
    return parts.joined(separator: "; ")
  }

  private func text(_ times: TimeHistogram) -> String? {
    guard let median = times.quantile(0.5), let most = times.quantile(0.95) else { return nil }
    return "\(Int(median.milliseconds)) ms (95 %: \(Int(most.milliseconds)) ms)"
  }

  private var rate: Double { Double(last.frameCount) * 1000 / max(clock.milliseconds, 1) }

  private struct Record: Encodable {
    let frames, held, alone, cuts, droppedFirst, droppedSecond, unusedSecond: Int
    let framesPerSecond, seconds: Double
    let resized, unrecorded: Int
    let skewMedian, skew95, latencyMedian, latency95, drift: Double?
  }

  private var record: String {
    let record = Record(
      frames: last.frameCount, held: last.heldCount, alone: last.aloneCount, cuts: last.cutCount,
      droppedFirst: last.droppedFirst, droppedSecond: last.droppedSecond,
      unusedSecond: last.unusedSecond, framesPerSecond: rate, seconds: last.time / .seconds(1),
      resized: last.resizedCount, unrecorded: last.unrecordedCount,
      skewMedian: last.skew.quantile(0.5)?.milliseconds,
      skew95: last.skew.quantile(0.95)?.milliseconds,
      latencyMedian: last.latency.quantile(0.5)?.milliseconds,
      latency95: last.latency.quantile(0.95)?.milliseconds, drift: last.drift)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(record)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
