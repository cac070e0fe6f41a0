// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import FusionModel

/// `daefuse average`: one weight file from several.
struct Average: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Averages the weights of several trainings.",
    discussion: """
      The mean of trainings that went on from the same weights (train --init) often fuses better \
      than each. With --shares it lies nearer to one of them, without another training.

      \(ExitStatus.summary)
      """)

  @Argument(help: "Presets or .safetensors files of one network, two or more.")
  var models: [String]

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Weight of each file (default: equal).", valueName: "0.3,0.7,..."),
    transform: numbers(in:))
  var shares: [Double]?

  @Option(name: .shortAndLong, help: "The weight file to write.")
  var output: String

  @Flag(help: "Replace a file that is there already.")
  var overwrite = false

  func validate() throws {
    guard models.count > 1 else {
      throw ValidationError("\(models.count) model is given; two or more are wanted")
    }
    for model in models { try checkModel(model) }
    if let shares, shares.count != models.count {
      throw ValidationError("--shares has \(shares.count) numbers for \(models.count) models")
    }
    if let shares, !shares.reduce(0, +).isFinite {
      throw ValidationError("the sum of --shares is too large for a number")
    }
  }

  func run() throws {
    try requireApart([output], from: models)
    try checkFree(output, overwrites: overwrite)
    let files = try models.map { try ModelSource($0).open() }
    let shares = shares ?? files.map { _ in 1 }
    try Interruption.shared.whileWriting {
      try WeightFile.writeAverage(
        of: Array(zip(files, shares)).map { ($0, $1) }, to: output, replacing: overwrite)
    }
  }
}

private func numbers(in text: String) throws -> [Double] {
  try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
    guard let number = Double(part), number > 0, number.isFinite else {
      throw ValidationError("--shares is \(text); numbers above 0, commas between them, are wanted")
    }
    return number
  }
}
