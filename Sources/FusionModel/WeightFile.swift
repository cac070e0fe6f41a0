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
  package let blueprint: NetworkBlueprint

  /// The metadata keys of the network's name and of its configuration, JSON.
  private static let (architectureKey, configurationKey) = (
    "daefuse.architecture", "daefuse.configuration"
  )

  /// Opens a file and checks that its metadata describe one of `networks`.
  ///
  /// - Throws: ``FusionModelError`` that names the file.
  package init(
    path: String, among networks: [any FusionNetwork.Type] = FusionNetworks.all
  ) throws {
    do {
      file = try SafetensorsFile(path: path)
    } catch {
      throw FusionModelError.weights("\(error)")
    }
    guard let json = file.metadata[Self.configurationKey] else {
      throw FusionModelError.weights(
        "\(path): a safetensors file, but not one of daefuse (no \(Self.configurationKey) in it)")
    }
    // Files from before other networks came name none.
    let architecture = file.metadata[Self.architectureKey] ?? DAEFuse.architecture
    guard let network = networks.first(where: { $0.architecture == architecture }) else {
      let known = networks.map { $0.architecture }.joined(separator: ", ")
      throw FusionModelError.weights(
        "\(path): weights of a network called \(architecture); known are \(known)")
    }
    do {
      blueprint = try network.blueprint(json: json)
    } catch {
      throw FusionModelError.weights("\(path): \(error)")
    }
  }

  /// The weights that are shipped for a preset; nil where none are.
  package static func shipped(for preset: String) throws -> WeightFile? {
    try shippedPath(for: preset).map { try WeightFile(path: $0) }
  }

  /// Where they are.
  static func shippedPath(for preset: String) -> String? {
    Bundle.module.path(forResource: preset, ofType: "safetensors", inDirectory: "Weights")
  }

  /// The network's configuration.
  package var configuration: any NetworkConfiguration { blueprint.configuration }

  /// The file's name without its folder.
  var name: String { file.path.split(separator: "/").last.map(String.init) ?? file.path }

  /// What training left in the file besides the configuration: recipe, data, steps.
  package var notes: [String: String] {
    let own = [Self.architectureKey, Self.configurationKey, "format"]
    return file.metadata.filter { !own.contains($0.key) }
  }
}

// MARK: Reading

extension WeightFile {
  /// Builds the network and fills it; in evaluation mode.
  ///
  /// - Throws: ``FusionModelError`` where a tensor is missing, unexpected or of the wrong shape.
  package func makeModel() throws -> any FusionNetwork {
    try checkSize()
    let model = blueprint.make()
    try load(into: model)
    model.train(false)
    return model
  }

  /// Throws `FusionModelError` unless the weights are of this network, down to its constants.
  package func check(_ wanted: NetworkBlueprint) throws {
    guard blueprint.isSame(as: wanted) else { throw mismatch(wanted) }
  }

  /// Throws `FusionModelError` unless the weights fit into this network, whose constants may
  /// differ.
  package func checkFit(_ wanted: NetworkBlueprint) throws {
    guard wanted.takesWeights(of: blueprint) else { throw mismatch(wanted) }
  }

  private func mismatch(_ wanted: NetworkBlueprint) -> FusionModelError {
    FusionModelError.weights(
      "\(file.path): weights of another network (\(configuration.json)); "
        + "\(wanted.configuration.json) is wanted")
  }

  /// Fills a network that the weights fit into; it keeps its own constants.
  ///
  /// - Throws: ``FusionModelError`` where it is another.
  package func fill(_ model: some FusionNetwork) throws {
    try checkFit(NetworkBlueprint(of: model))
    try load(into: model)
  }

  private func load(into model: Module) throws {
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
}

// MARK: Writing

extension WeightFile {
  /// Writes a network's first weights, as training would start from: untrained, for timing only.
  ///
  /// - Throws: ``FusionModelError`` where the file cannot be written.
  package static func writeUntrained(_ blueprint: NetworkBlueprint, to path: String) throws {
    try write(blueprint.make(), to: path)
  }

  /// Writes a network, its matrices in half precision. `notes` are what a reader should know of
  /// the training, under keys of their own.
  ///
  /// - Throws: ``FusionModelError`` where the file cannot be written.
  package static func write(
    _ model: some FusionNetwork, to path: String, notes: [String: String] = [:],
    replacing: Bool = true
  ) throws {
    let blueprint = NetworkBlueprint(of: model)
    let own = [
      architectureKey: blueprint.architecture, configurationKey: blueprint.configuration.json,
      "format": "pt",
    ]
    do {
      try model.save(
        to: path, dtype: .float16, metadata: notes.merging(own) { $1 }, replacing: replacing)
    } catch {
      throw FusionModelError.weights("\(error)")
    }
  }
}
