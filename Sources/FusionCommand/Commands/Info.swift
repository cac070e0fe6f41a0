// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Cameras
import Foundation
import FusionModel
import Imaging

/// `daefuse info`: what a weight file or a preset is, or what a radiometric file holds.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what a weight file, a preset or a radiometric file is.",
    discussion: """
      Parameters, multiply-adds at a size, what --precision auto takes on this machine and why, \
      settings, and what training noted. Of a radiometric file of FLIR or DJI: temperatures, the \
      camera's settings and constants, its photo and where the thermal image lies on it.

      \(ExitStatus.summary)
      """)

  @Argument(help: "A preset (fast, paper, tiny), a .safetensors file or a radiometric JPEG.")
  var model = "fast"

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The size to count at.", valueName: "WxH"),
    transform: imageSize)
  var size = ImageSize(width: 640, height: 480)

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws { try checkModel(model) }

  func run() throws {
    if RadiometricKind(ofFileAt: model) != nil {
      let report = RadiometricReport(try RadiometricImage(contentsOf: model))
      return try json
        ? StandardOutput.write(json: report.json() + "\n")
        : StandardOutput.write(report.text + "\n")
    }
    let report = InfoReport(
      try ModelDescription(ModelSource(model)), size: size,
      precision: try ComputePrecision.auto.choice(on: .auto))
    try json
      ? StandardOutput.write(json: report.json() + "\n")
      : StandardOutput.write(report.text() + "\n")
  }
}
