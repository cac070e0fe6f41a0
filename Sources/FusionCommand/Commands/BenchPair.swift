// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Datasets
import Foundation
import Fusion
import Imaging
import Measuring

/// `daefuse bench-pair`: what `bench` runs for each size, in a process of its own.
struct BenchPair: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes the time of fusing one pair, over and over; prints JSON.",
    shouldDisplay: false)

  @Argument(help: "An image.")
  var first: String

  @Argument(help: "Its partner.")
  var second: String

  @OptionGroup
  var model: ModelOptions

  @OptionGroup
  var importing: ImportOptions

  @OptionGroup
  var repetition: RepetitionOptions

  func validate() throws { try ModelChoice(model.model).check() }

  func run() async throws {
    // Of ours a fuser, which tells of its stages.
    let choice = ModelChoice(model.model)
    let method: any FusionMethod =
      try choice.format == nil ? model.makeFuser() : model.makeMethod(1, importing)
    // As `fuse` reads them: of a radiometric file what was measured.
    let pair = try ImagePair(stem: "pair", first: first, second: second).read()
    let measurement = try await method.measure(
      pair.first, pair.second, repeats: repetition.repeats, seconds: repetition.seconds)
    let json = String(decoding: try JSONEncoder().encode(measurement), as: UTF8.self)
    try StandardOutput.write(json: json + "\n")
  }
}
