// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
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
  var repetition: RepetitionOptions

  func validate() throws { try checkModel(model.model) }

  func run() async throws {
    let method: any FusionMethod = try model.makeFuser()
    let measurement = try await method.measure(
      Image(contentsOf: first), Image(contentsOf: second), repeats: repetition.repeats,
      seconds: repetition.seconds)
    let json = String(decoding: try JSONEncoder().encode(measurement), as: UTF8.self)
    try StandardOutput.write(json: json + "\n")
  }
}
