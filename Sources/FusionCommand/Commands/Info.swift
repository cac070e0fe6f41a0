// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Cameras
import Foundation
import FusionModel
import Imaging
import ImportedModels

/// `daefuse info`: what a weight file or a preset is, or what a radiometric file holds.
struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Says what a weight file, a preset, a radiometric file or another's network is.",
    discussion: """
      Parameters, multiply-adds at a size, what --precision auto takes on this machine and why, \
      settings, and what training noted. Of a radiometric file of FLIR or DJI: temperatures, the \
      camera's settings and constants, its photo and where the thermal image lies on it. Of \
      somebody else's network (.pt, .onnx): its inputs, and the conventions by which it runs.

      \(ExitStatus.summary)
      """)

  @Argument(
    help: """
      A preset (fast, video, paper, tiny), a .safetensors file, a radiometric JPEG, or a .pt or .onnx \
      file, also as NAME=FILE.
      """)
  var model = "fast"

  @OptionGroup(title: "Networks of others")
  var importing: ImportOptions

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The size to count at.", valueName: "WxH"),
    transform: imageSize)
  var size = ImageSize(width: 640, height: 480)

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws { try ModelChoice(model).check() }

  func run() throws {
    if RadiometricKind(ofFileAt: model) != nil {
      let report = RadiometricReport(try RadiometricImage(contentsOf: model))
      return try json
        ? StandardOutput.write(json: report.json() + "\n")
        : StandardOutput.write(report.text + "\n")
    }
    if StoredFormat(ofFileAt: model) != nil {
      throw UsageError(
        description: "\(model): an image that holds no temperatures as FLIR and DJI write them; "
          + "weights, a network or a radiometric file is wanted")
    }
    let choice = ModelChoice(model)
    if let format = choice.format { return try describe(choice, format) }
    let report = InfoReport(
      try ModelDescription(ModelSource(choice.source)), size: size,
      precision: try ComputePrecision.auto.choice(on: .auto))
    try json
      ? StandardOutput.write(json: report.json() + "\n")
      : StandardOutput.write(report.text() + "\n")
  }

  private func describe(_ choice: ModelChoice, _ format: ImportedFormat) throws {
    let report = ImportedInfoReport(
      try choice.makeImported(1, device: .cpu, threads: nil, importing), format,
      path: choice.source)
    try json
      ? StandardOutput.write(json: report.json() + "\n")
      : StandardOutput.write(report.text() + "\n")
  }
}
