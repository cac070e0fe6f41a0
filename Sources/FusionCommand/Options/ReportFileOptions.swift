// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import Evaluation
import Foundation

/// In which format scores are shown, and where.
struct ReportFileOptions: ParsableArguments {
  @Option(help: "How to write the scores; without it by the file's extension, else table.")
  var format: ReportFormat?

  @Option(
    name: .shortAndLong,
    help: "The file to write, which is replaced; without it the scores are printed.")
  var output: String?

  /// What is written.
  var chosenFormat: ReportFormat {
    format ?? output.flatMap { ReportFormat(pathExtension: ($0 as NSString).pathExtension) }
      ?? .table
  }

  /// Found out before anything is computed.
  func check() throws {
    let kinds = ["txt", "json", "csv", "md", "tex", "htm", "html"]
    try output.map { try checkOutput($0, kinds: kinds, isFormatNamed: format != nil) }
  }

  /// Writes or prints a report, which may hold a terminal's codes where it is told so.
  func write(_ report: (_ format: ReportFormat, _ isStyled: Bool) -> String) throws {
    let isStyled = output == nil && StandardOutput.isTerminal
    let text = report(chosenFormat, isStyled)
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
