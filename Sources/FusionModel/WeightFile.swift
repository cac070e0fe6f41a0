// SPDX-License-Identifier: Apache-2.0

private import Foundation
import Layers
package import Safetensors
import Tensors

/// A weight file: safetensors whose metadata say which network the weights are of.
package struct WeightFile {
  /// The tensors and the metadata.
  package let file: SafetensorsFile
  /// The network that the weights are of.
  package let configuration: ModelConfiguration

  /// The metadata key of the configuration, JSON.
  private static let configurationKey = "daefuse.configuration"

  /// The metadata key of the architecture's name.
  private static let architectureKey = "daefuse.architecture"
  /// The architecture of this package's networks, and of files that name none.
  private static let architecture = "dae-fuse"

  /// Opens a file and checks that its metadata describe a network.
  ///
  /// - Throws: ``FusionModelError`` that names the file.
  package init(path: String) throws {
    do {
      file = try SafetensorsFile(path: path)
    } catch {
      throw FusionModelError.weights("\(error)")
    }
    let architecture = file.metadata[Self.architectureKey] ?? Self.architecture
    guard architecture == Self.architecture else {
      throw FusionModelError.weights(
        "\(path): weights of a network called \(architecture); \(Self.architecture) is wanted")
    }
    guard let json = file.metadata[Self.configurationKey] else {
      throw FusionModelError.weights(
        "\(path): a safetensors file, but not one of daefuse (no \(Self.configurationKey) in it)")
    }
    do {
      configuration = try ModelConfiguration(json: json)
    } catch {
      throw FusionModelError.weights("\(path): \(error)")
    }
  }

  /// The weights that are shipped for a preset; nil where none are.
  package static func shipped(for preset: String) throws -> WeightFile? {
    try Bundle.module.path(forResource: preset, ofType: "safetensors", inDirectory: "Weights")
      .map(WeightFile.init(path:))
  }

  /// The file's name without its folder.
  var name: String { file.path.split(separator: "/").last.map(String.init) ?? file.path }

  /// What training left in the file besides the configuration: recipe, data, steps.
  package var notes: [String: String] {
    file.metadata.filter {
      ![Self.architectureKey, Self.configurationKey, "format"].contains($0.key)
    }
  }

  /// Builds the network and fills it; in evaluation mode.
  ///
  /// - Throws: ``FusionModelError`` where a tensor is missing, unexpected or of the wrong shape.
  package func makeModel() throws -> DAEFuse {
    try checkSize()
    let model = DAEFuse(configuration, using: RandomGenerator(seed: 0))
    do {
      try model.load(file)
    } catch {
      throw FusionModelError.weights("\(error)")
    }
    model.train(false)
    return model
  }

  /// Throws `FusionModelError` unless the weights are of this network.
  package func check(_ wanted: ModelConfiguration) throws {
    guard wanted == configuration else {
      throw FusionModelError.weights(
        "\(file.path): weights of another network (\(configuration.json)); "
          + "\(wanted.json) is wanted")
    }
  }

  /// Fills a network of the same configuration.
  ///
  /// - Throws: ``FusionModelError`` where it is another.
  package func fill(_ model: DAEFuse) throws {
    try check(model.configuration)
    do { try model.load(file) } catch { throw FusionModelError.weights("\(error)") }
  }

  /// Before a network is allocated: a small file must not claim to hold a huge one.
  private func checkSize() throws {
    let found = file.entries.values.reduce(0) { $0 + $1.shape.reduce(1, *) }
    guard found >= configuration.leastParameterCount else {
      throw FusionModelError.weights(
        "\(file.path): holds \(found) numbers; for the network that it names more than "
          + "\(configuration.leastParameterCount) is wanted")
    }
  }

  /// Writes first weights, as training would start from: they fuse nothing well, in the same time.
  ///
  /// - Throws: ``FusionModelError`` where the file cannot be written.
  package static func writeUntrained(_ configuration: ModelConfiguration, to path: String) throws {
    try write(DAEFuse(configuration, using: RandomGenerator(seed: 0)), to: path)
  }

  /// Writes a network, its matrices in half precision. `notes` are what a reader should know of
  /// the training, under keys of their own.
  ///
  /// - Throws: ``FusionModelError`` where the file cannot be written.
  package static func write(
    _ model: DAEFuse, to path: String, notes: [String: String] = [:]
  ) throws {
    let own = [
      architectureKey: architecture, configurationKey: model.configuration.json, "format": "pt",
    ]
    do {
      try model.save(to: path, dtype: .float16, metadata: notes.merging(own) { $1 })
    } catch {
      throw FusionModelError.weights("\(error)")
    }
  }
}
