// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionModel
import Imaging
import Scenes
import Tensors
import TestSupport

/// A folder with rendered pairs and the weights of an untrained `tiny` network.
struct Workspace {
  let root: String

  /// Runs `body` in a fresh one with `count` pairs of 64x48, which is removed afterwards.
  static func with(pairs count: Int = 1, _ body: (Workspace) throws -> Void) throws {
    try withTemporaryFolder { root in
      let workspace = Workspace(root: root)
      try WeightFile.write(
        DAEFuse(.tiny, using: RandomGenerator(seed: 1)), to: workspace.weights)
      for folder in ["visible", "infrared"] {
        try FileManager.default.createDirectory(
          atPath: workspace[folder], withIntermediateDirectories: false)
      }
      for index in 1...count { try workspace.addPair(index) }
      return try body(workspace)
    }
  }

  /// Settings that make a run of a second or two, in `settings.json` of ``withTraining(_:)``.
  static let trainingSettings = """
    {
      "batch": 2, "crop": 32, "phase1Epochs": 1, "phase2Epochs": 1, "checkpointInterval": 3,
      "optimization": {"weightAverageDecay": 0.5},
      "validation": {"pairs": 2, "side": 48, "share": 0.3}
    }
    """

  /// Runs `body` in a fresh one with what a training wants.
  static func withTraining(_ body: (Workspace) throws -> Void) throws {
    try with(pairs: 6) { workspace in
      try workspace.write(Array(trainingSettings.utf8), to: "settings.json")
      try body(workspace)
    }
  }

  /// The path of a file in it.
  subscript(_ name: String) -> String { "\(root)/\(name)" }

  /// The weights.
  var weights: String { self["tiny.safetensors"] }

  /// The arguments that choose the network.
  var model: [String] { ["--model", weights, "--threads", "1"] }

  /// Fuses the first pair to `output`.
  func fuse(_ output: String, _ more: String...) throws -> Command.Outcome {
    try fuse(output, more)
  }

  /// The same with a list of arguments.
  func fuse(_ output: String, _ more: [String]) throws -> Command.Outcome {
    try Command.run(
      ["fuse", self["visible/1.png"], self["infrared/1.png"], "-o", self[output]] + model + more)
  }

  /// Names of the files in a folder of it, sorted.
  func files(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: self[folder]).sorted()
  }

  /// Writes bytes to a file of it.
  func write(_ bytes: some Collection<UInt8>, to name: String) throws {
    try Data(bytes).write(to: URL(filePath: self[name]))
  }

  /// The bytes of a file of it.
  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: self[name])))
  }

  /// Makes an image of it wholly transparent.
  func blank(_ name: String) throws {
    let image = try Image(contentsOf: self[name])
    let alpha = Plane(size: image.size, values: [Float](repeating: 0, count: image.size.pixelCount))
    try Image(
      size: image.size, colorModel: image.colorModel, samples: image.samples, alpha: alpha
    ).write(to: self[name], replacing: true)
  }

  private func addPair(_ index: Int) throws {
    let scene = RenderedScene(
      seed: UInt64(index), size: ImageSize(width: 64, height: 48), condition: .smoke)
    try scene.visible.write(to: self["visible/\(index).png"])
    try scene.infrared.write(to: self["infrared/\(index).png"])
  }
}
