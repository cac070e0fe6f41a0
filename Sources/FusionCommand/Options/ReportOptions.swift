// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Evaluation
import Files
import Foundation
import Imaging

/// How scores are shown, and where.
struct ReportOptions: ParsableArguments {
  @Option(help: "How to write the scores; without it by the file's extension, else table.")
  var format: ReportFormat?

  @Option(
    name: .shortAndLong,
    help: "The file to write, which is replaced; without it the scores are printed.")
  var output: String?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Compare the first method with each other, image by image: mean difference, its 95 % "
        + "bootstrap interval, Wilcoxon's signed-rank test. A difference is significant where p is "
        + "at most 0.05 after Holm's correction for all tests of the report."))
  var comparisons = true

  /// What is written.
  var chosenFormat: ReportFormat {
    format ?? output.flatMap { ReportFormat(pathExtension: ($0 as NSString).pathExtension) }
      ?? .table
  }

  /// Found out before anything is computed.
  func check() throws {
    guard let output else { return }
    let pathExtension = (output as NSString).pathExtension
    // A slip of the hand would replace a picture by a table.
    guard ImageFormat(pathExtension: pathExtension) == nil else {
      throw UsageError(
        description: "\(output): a picture's extension; txt, json, csv, md, tex or html is wanted")
    }
    try checkOutput(output)
  }

  /// Writes or prints the table.
  func write(_ table: ScoreTable, _ gallery: Gallery) throws {
    var table = table
    table.comparesMethods = comparisons
    let isStyled = output == nil && StandardOutput.isTerminal
    let text = table.text(as: chosenFormat, gallery: gallery, isStyled: isStyled)
    if let output {
      try Interruption.shared.whileWriting { try writeReport(text, to: output) }
    } else if chosenFormat == .json {
      try StandardOutput.write(json: text)
    } else {
      try isStyled ? StandardOutput.write(styled: text) : StandardOutput.write(text)
    }
  }
}

extension ReportFormat: ExpressibleByArgument {}

/// Finds out whether a file can be written there, as far as can be said before.
func checkOutput(_ path: String) throws {
  let folder = (path as NSString).deletingLastPathComponent
  guard FileManager.default.isWritableFile(atPath: folder.isEmpty ? "." : folder) else {
    throw OutputError(path: path, message: "its folder is missing or cannot be written")
  }
  try checkReplaceable(path)
  guard !path.hasSuffix("/") else {
    throw OutputError(path: path, message: "a folder's name; a file's is wanted")
  }
}
