// SPDX-License-Identifier: Apache-2.0

/// Where a network's weights come from.
public enum ModelSource: Sendable, Equatable {
  /// The weights shipped for a preset, by its name.
  case preset(String)
  /// A safetensors file, by its path.
  case file(String)

  /// A preset's name, or else a path.
  public init(_ text: String) {
    self = NetworkBlueprint.preset(text) == nil ? .file(text) : .preset(text)
  }

  /// Opens the weights, which are of one of `networks`.
  ///
  /// - Throws: ``FusionModelError`` where there are none.
  package func open(
    among networks: [any FusionNetwork.Type] = FusionNetworks.all
  ) throws -> WeightFile {
    switch self {
    case .file(let path): return try WeightFile(path: path, among: networks)
    case .preset(let name):
      if let shipped = try WeightFile.shipped(for: name) { return shipped }
      throw FusionModelError.weights(
        "no weights are shipped for the preset \(name); train some, or name a .safetensors file")
    }
  }
}
