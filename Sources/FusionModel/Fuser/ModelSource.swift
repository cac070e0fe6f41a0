// SPDX-License-Identifier: Apache-2.0

import Foundation

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

  /// The preset's name, or that of the file without its extension.
  package var name: String {
    switch self {
    case .preset(let name): name
    case .file(let path): URL(filePath: path).deletingPathExtension().lastPathComponent
    }
  }

  /// Opens the weights, which are of one of `networks`.
  ///
  /// - Throws: ``FusionModelError`` where there are none.
  package func open(
    among networks: [any FusionNetwork.Type] = FusionNetworks.all
  ) throws -> WeightFile {
    try WeightFile(path: path(), among: networks)
  }

  /// The file of the weights.
  ///
  /// - Throws: ``FusionModelError`` where none is shipped for the preset.
  package func path() throws -> String {
    switch self {
    case .file(let path): return path
    case .preset(let name):
      if let shipped = WeightFile.shippedPath(for: name) { return shipped }
      throw FusionModelError.weights(
        "no weights are shipped for the preset \(name); train some, or name a .safetensors file")
    }
  }
}
