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
    let byteCount = exists ? try Self.byteCount(of: path, keepingSteps: stepsTaken) : 0
    do { file = try AppendedFile(path: path, keeping: byteCount) } catch { throw .file(error) }
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
    var rows: [MetricsRow] = []
    try scan(path) { (row: MetricsRow, _) in
      rows.append(row)
      return true
    }
    return rows
  }

  /// The length of the lines that come before those of later steps.
  private static func byteCount(
    of path: String, keepingSteps stepsTaken: Int
  ) throws(TrainingError) -> Int {
    /// What has to be known of a row; its numbers are passed over.
    struct Step: Decodable { let step: Int }
    var kept = 0
    try scan(path) { (row: Step, byteCount) in
      guard row.step <= stepsTaken else { return false }
      kept += byteCount
      return true
    }
    return kept
  }

  /// Decodes one line after the other, and hands it over with its length, until `body` wants no
  /// more.
  private static func scan<Row: Decodable>(
    _ path: String, _ body: (_ row: Row, _ byteCount: Int) -> Bool
  ) throws(TrainingError) {
    let newline = UInt8(ascii: "\n")
    var rest = Data(try readWhole(path))[...]
    let decoder = JSONDecoder()
    var number = 1
    while let end = rest.firstIndex(of: newline) {
      let text = rest[..<end]
      guard let row = try? decoder.decode(Row.self, from: text) else {
        throw .folder("\(path): line \(number) is no row of numbers")
      }
      guard body(row, text.count + 1) else { return }
      rest = rest[(end + 1)...]
      number += 1
    }
  }
}
