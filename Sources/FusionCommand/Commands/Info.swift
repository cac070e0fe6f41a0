// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import FusionModel
import Imaging

/// `daefuse info`: what a weight file or a preset is.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what a weight file or a preset is.",
    discussion: """
      Parameters, multiply-adds at a size, what --precision auto takes on this machine and why, \
      settings, and what training noted.

      \(ExitStatus.summary)
      """)

  @Argument(help: "A preset (fast, paper, tiny) or a .safetensors file.")
  var model = "fast"

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The size to count at.", valueName: "WxH"),
    transform: imageSize)
  var size = ImageSize(width: 640, height: 480)

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws { try checkModel(model) }

  func run() throws {
    let report = InfoReport(
      try ModelDescription(ModelSource(model)), size: size,
      precision: try ComputePrecision.auto.choice(on: .auto))
    try json
      ? StandardOutput.write(json: report.json() + "\n")
      : StandardOutput.write(report.text() + "\n")
  }
}
