// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation

/// All numbers of a run, one ``MetricsRow`` a line: `metrics.jsonl`.
///
/// Each line is with the system as soon as it is appended. A run that is resumed cuts off the steps
/// that it will take again, so that the file reads as if it had never been interrupted.
struct MetricsLog {
  private let file: AppendedFile

  /// Opens a log, without the rows of steps that are yet to be taken.
  ///
  /// - Parameters:
  ///   - path: The file; made where there is none.
  ///   - stepsTaken: Steps that stay; 0 empties the file.
  /// - Throws: ``TrainingError`` with `folder`, also where a line is no row.
  init(path: String, keepingSteps stepsTaken: Int) throws(TrainingError) {
    let exists = stepsTaken > 0 && FileManager.default.fileExists(atPath: path)
    let lines = exists ? try Self.lines(of: path) : []
    let kept = lines.prefix { $0.row.step <= stepsTaken }
    do {
      file = try AppendedFile(path: path, keeping: kept.map(\.byteCount).reduce(0, +))
    } catch { throw .file(error) }
  }

  /// Appends a row.
  ///
  /// - Throws: ``TrainingError`` with `folder`.
  func append(_ row: MetricsRow) throws(TrainingError) {
    do { try file.append(row.line.utf8) } catch { throw .file(error) }
  }

  /// Waits until everything is on the disk; to be called before a checkpoint is written.
  ///
  /// - Throws: ``TrainingError`` with `folder`.
  func synchronize() throws(TrainingError) {
    do { try file.synchronize() } catch { throw .file(error) }
  }

  /// Reads a log's rows. A last line without an end, as a killed process may leave it, is ignored.
  ///
  /// - Throws: ``TrainingError`` with `folder`, which names the line that is no row.
  static func rows(of path: String) throws(TrainingError) -> [MetricsRow] {
    try lines(of: path).map(\.row)
  }

  private static func lines(
    of path: String
  ) throws(TrainingError) -> [(row: MetricsRow, byteCount: Int)] {
    let newline = UInt8(ascii: "\n")
    let data = Data(try readWhole(path))
    let ended = data.prefix(upTo: data.lastIndex(of: newline) ?? data.startIndex)
    let decoder = JSONDecoder()
    var lines: [(row: MetricsRow, byteCount: Int)] = []
    guard !ended.isEmpty else { return lines }
    for text in ended.split(separator: newline, omittingEmptySubsequences: false) {
      guard let row = try? decoder.decode(MetricsRow.self, from: text) else {
        throw .folder("\(path): line \(lines.count + 1) is no row of numbers")
      }
      lines.append((row, text.count + 1))
    }
    return lines
  }
}
