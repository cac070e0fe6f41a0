// SPDX-License-Identifier: Apache-2.0

import Foundation

extension SpeedReport {
  /// Tables for people.
  func text() -> String {
    let tables = weights == .imported ? [sizeTable] : [sizeTable, stageTable]
    return ([heading] + tables).joined(separator: "\n\n") + "\n"
  }

  private var heading: String {
    let threads = threads == 1 ? "1 thread" : "\(threads) threads"
    let place = [device == "cpu" ? processor ?? device : device, threads, precision]
      .joined(separator: ", ")
    let peaks = matrixPeakGigaflopsPerSecond.sorted { $0.key > $1.key }
      .map { "\($0.key) \(number($0.value, 0)) GFLOP/s" }.joined(separator: ", ")
    return """
      daefuse \(version), LibTorch \(engineVersion): \(model), \(weights) weights
      \(place)
      \(precision): \(precisionReason)
      matrix product at best: \(peaks)
      start-up: \(number(startUp.wholeMedianMilliseconds, 0)) ms for a pair of 64x64 in a fresh \
      process; \(number(startUp.loadingMedianMilliseconds, 0)) ms loading LibTorch, \
      \(number(startUp.ownMedianMilliseconds, 0)) ms our part (\(startUp.repeats) repeats)
      """
  }

  private var sizeTable: String {
    let header = ["size", "ms", "spread", "repeats", "pairs/s"] + workHeader + ["MiB"]
    return aligned([header] + sizes.map(\.row))
  }

  private var stageTable: String {
    let header = ["size", "stage", "ms", "share"] + workHeader
    return aligned([header] + sizes.flatMap(\.stageRows), names: 2)
  }

  private var workHeader: [String] { ["G mult-adds", "GFLOP/s", "of peak"] }
}

extension SpeedReport.Size {
  fileprivate var name: String { "\(width)x\(height)" }

  fileprivate var row: [String] {
    let spread = interquartileRangeMilliseconds.map { number($0, 1) } ?? "-"
    let time = [number(whole.medianMilliseconds, 1), spread, "\(repeats)"]
    let memory = peakResidentBytes.map { "\($0 >> 20)" } ?? "-"
    return [name] + time + [number(pairsPerSecond, 2)] + whole.cells + [memory]
  }

  fileprivate var stageRows: [[String]] {
    let boxes = stages.flatMap { stage in
      [row(stage.stage, stage.work)] + stage.blocks.map { row("  " + $0.block, $0.work) }
    }
    return boxes + [[name, "other"] + time(otherMedianMilliseconds) + ["", "", ""]]
  }

  private func row(_ part: String, _ work: SpeedReport.Work) -> [String] {
    [name, part] + time(work.medianMilliseconds) + work.cells
  }

  /// A part of the whole, in milliseconds and as a share.
  private func time(_ milliseconds: Double) -> [String] {
    [number(milliseconds, 1), percent(milliseconds / whole.medianMilliseconds)]
  }
}

extension SpeedReport.Work {
  fileprivate var cells: [String] {
    [
      multiplyAdds.map { number(Double($0) / 1e9, 2) } ?? "-",
      gigaflopsPerSecond.map { number($0, 0) } ?? "-",
      shareOfMatrixPeak.map(percent) ?? "-",
    ]
  }
}

private func number(_ value: Double, _ digits: Int) -> String {
  String(format: "%.\(digits)f", value)
}

private func percent(_ share: Double) -> String { number(share * 100, 0) + " %" }

/// Aligned columns: the first `names` to the left, the others to the right.
func aligned(_ rows: [[String]], names: Int = 1) -> String {
  let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
  return rows.map { row in
    row.indices.map { column in
      let padding = String(repeating: " ", count: widths[column] - row[column].count)
      return column < names ? row[column] + padding : padding + row[column]
    }
    .joined(separator: "  ").replacing(/[ ]+$/, with: "")
  }
  .joined(separator: "\n")
}
