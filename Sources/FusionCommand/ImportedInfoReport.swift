// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImportedModels

/// What `daefuse info` prints of somebody else's network.
struct ImportedInfoReport: Encodable {
  let name: String
  let file: String
  /// `TorchScript` or `ONNX`.
  let kind: String
  /// What each input is given.
  let inputs: [String]
  let conventions: NetworkConventions

  init(_ network: ImportedNetwork, _ format: ImportedFormat, path: String) {
    (name, file, kind) = (network.name, path, format.name)
    (inputs, conventions) = (network.conventions.inputSummaries, network.conventions)
  }

  /// One object, keys sorted.
  func json() throws -> String { try Self.json(self, [.prettyPrinted]) }

  /// A line a fact; the conventions are as `--conventions` takes them.
  func text() throws -> String {
    [
      "network      " + name, "file         " + file, "kind         " + kind,
      "inputs       " + inputs.joined(separator: ", "),
      "conventions  " + (try Self.json(conventions, [])),
    ]
    .map { $0.printable() }.joined(separator: "\n")
  }

  private static func json(
    _ value: some Encodable, _ layout: JSONEncoder.OutputFormatting
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = layout.union([.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
