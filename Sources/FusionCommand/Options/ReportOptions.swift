// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Evaluation
import Files
import Foundation
import Imaging

/// How scores are shown and compared, and where.
struct ReportOptions: ParsableArguments {
  @OptionGroup
  var file: ReportFileOptions

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Compare the first method with each other, image by image: mean difference, its 95 % "
        + "bootstrap interval, Wilcoxon's signed-rank test. A difference is significant where p is "
        + "at most 0.05 after Holm's correction for all tests of the report."))
  var comparisons = true

  /// Writes or prints the table.
  func write(_ table: ScoreTable, _ gallery: Gallery) throws {
    var table = table
    table.comparesMethods = comparisons
    try file.write { [table] in table.text(as: $0, gallery: gallery, isStyled: $1) }
  }
}

/// Finds out whether a file can be written there, as far as can be said before.
///
/// - Parameters:
///   - path: The file.
///   - kinds: The extensions that it may have, or none; nil: any. A slip of the hand would replace
///     a picture or film by a text.
///   - isFormatNamed: Whether an option says what is written: only pictures are refused then.
/// - Throws: ``UsageError`` for another extension, ``OutputError`` for a place that is not there.
func checkOutput(
  _ path: String, kinds: [String]? = nil, isFormatNamed: Bool = false
) throws {
  let pathExtension = (path as NSString).pathExtension.lowercased()
  let isTaken = isFormatNamed && ImageFormat(pathExtension: pathExtension) == nil
  if let kinds, !pathExtension.isEmpty, !kinds.contains(pathExtension), !isTaken {
    throw UsageError(
      description: "\(path): extension \"\(pathExtension)\"; \(kinds.joined(separator: ", ")) is "
        + "wanted")
  }
  let folder = (path as NSString).deletingLastPathComponent
  guard FileManager.default.isWritableFile(atPath: folder.isEmpty ? "." : folder) else {
    throw OutputError(path: path, message: "its folder is missing or cannot be written")
  }
  try checkReplaceable(path)
  guard !path.hasSuffix("/") else {
    throw OutputError(path: path, message: "a folder's name; a file's is wanted")
  }
}

/// Refuses a file that is there already, unless it is to be replaced: found out before anything is
/// computed; writing looks again.
///
/// - Throws: ``OutputError``.
func checkFree(_ path: String, overwrites: Bool) throws {
  if !overwrites, FileManager.default.fileExists(atPath: path) {
    throw OutputError(path: path, message: "is there already; --overwrite replaces it")
  }
}
