// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
import ClassicalFusion
import Foundation
public import FusionModel
import ImportedModels

/// `daefuse export`: a network for other engines.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a network as a file for ONNX Runtime, PyTorch and other engines.",
    discussion: """
      The file is the whole method, contrast included: it takes the luminances of two registered \
      images, "first" and "second", [N, 1, H, W] in float32 with values in 0...1, and gives \
      "fused", the same. It pads and crops by itself. All pixels count: there are no masks of \
      what a sensor did not see. An image is computed whole, without tiles, so memory grows with \
      its size. Color is the caller's. Documentation/Guides/Deploy.md shows how to run it.

      A torchscript file is what torch.jit.load reads, and what fuse takes as --model FILE.pt.

      \(ExitStatus.summary)
      """)

  /// What can be written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case onnx, torchscript
  }

  @Option(help: "The kind of file; without it by the file's extension, .onnx or .pt.")
  var format: Format?

  @Option(
    help: ArgumentHelp(
      "A preset whose weights are shipped (fast, video, paper), or a .safetensors file.",
      valueName: "preset-or-file"))
  var model = "fast"

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The one size that it takes, such as 640x480, or dynamic: any.", valueName: "WxH"),
    transform: ExportSize.init)
  var size = ExportSize.dynamic

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      The version of ONNX's operations, \(NetworkExport.opsets.lowerBound) to \
      \(NetworkExport.opsets.upperBound); without it 17.
      """))
  var opset: Int?

  @Option(help: "The type of weights and features; inputs and output are float32.")
  var precision = NetworkExport.Precision.float32

  @Option(name: .shortAndLong, help: "The file to write.")
  var output: String

  @Flag(help: "Replace a file that is there already.")
  var overwrite = false

  func validate() throws {
    guard ClassicalMethod(rawValue: model) == nil else {
      throw ValidationError(
        "--model is \(model), a training-free method; a network is wanted, as others cannot be "
          + "exported")
    }
    try checkModel(model)
    try opset.map(checkOpset)
    guard ImportedFormat(path: output) == kind else {
      let wanted = kind.pathExtensions.map { ".\($0)" }.joined(separator: ", ")
      throw ValidationError(
        "\(output): by its extension no file of \(kind.name); \(wanted) is wanted")
    }
  }

  /// As --format says, else as the file's extension does.
  private var kind: ImportedFormat {
    switch format {
    case .onnx: .onnx
    case .torchscript: .torchScript
    case nil: ImportedFormat(path: output) ?? .onnx
    }
  }

  func run() throws {
    try checkOutput(output)
    try checkFree(output, overwrites: overwrite)
    var export = NetworkExport(kind == .torchScript ? .torchScript : .onnx(opset: opset ?? 17))
    (export.size, export.precision) = (size.fixedSize, precision)
    try Interruption.shared.whileWriting {
      try export.write(ModelSource(model), to: output, replacing: overwrite)
    }
  }

  private func checkOpset(_ opset: Int) throws {
    let opsets = NetworkExport.opsets
    guard kind == .onnx else {
      throw ValidationError(
        "--opset is of ONNX; a file of \(kind.name) has no versions of operations")
    }
    guard opsets.contains(opset) else {
      throw ValidationError(
        "--opset is \(opset); \(opsets.lowerBound) to \(opsets.upperBound) is wanted")
    }
  }
}

extension NetworkExport.Precision: ExpressibleByArgument {}
