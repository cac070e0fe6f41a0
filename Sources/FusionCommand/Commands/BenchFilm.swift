// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Imaging
import Video

/// `daefuse bench-film`: what `bench --video` runs for each size, in a process of its own.
struct BenchFilm: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes the time of fusing two films; prints JSON.", shouldDisplay: false)

  @Argument(help: "The folder to write films to.")
  var folder: String

  @Argument(help: "The films' size.", transform: imageSize)
  var size: ImageSize

  @OptionGroup
  var model: ModelOptions

  @OptionGroup
  var importing: ImportOptions

  func validate() throws { try ModelChoice(model.model).check() }

  func run() async throws {
    let measurement = try await FilmSpeedRun(
      method: model.makeMethod(1, importing), program: FFmpegProgram(), folder: folder
    ).measurement(size)
    let json = String(decoding: try JSONEncoder().encode(measurement), as: UTF8.self)
    try StandardOutput.write(json: json + "\n")
  }
}
