// SPDX-License-Identifier: Apache-2.0

import Foundation
import FusionModel
import Imaging

/// What `daefuse info` prints.
struct InfoReport: Encodable {
  let preset: String?
  let weights: String?
  let parameters: Int
  let size: String
  let multiplyAdds: Int
  let architecture: String
  private let configuration: Settings
  /// What `--precision auto` stands for, and why.
  let precision: String
  let notes: [String: String]

  init(_ model: ModelDescription, size: ImageSize, precision: ComputePrecision.Choice) {
    preset = model.preset
    weights = model.path
    parameters = model.parameterCount
    self.size = "\(size)"
    multiplyAdds = model.multiplyAdds(at: size)
    architecture = model.architecture
    configuration = Settings(network: model.configuration)
    self.precision = "\(precision)"
    notes = model.notes
  }

  /// One object, keys sorted.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// A line a fact.
  func text() throws -> String {
    let facts = [
      ("network", architecture), ("preset", preset ?? "none"),
      ("weights", weights ?? "none shipped"),
      ("parameters", "\(parameters)"),
      ("multiply-adds", String(format: "%.2f G at %@", Double(multiplyAdds) / 1e9, size)),
      ("precision", precision),
    ]
    let told = notes.sorted { $0.key < $1.key }.map { ($0.key, Self.onOneLine($0.value)) }
    let lines = (facts + configuration.network.printedSettings + told)
      .map { ($0.0.printable(limit: 100), $0.1.printable()) }
    let width = 2 + (lines.map(\.0.count).max() ?? 0)
    return lines.map { $0.padding(toLength: width, withPad: " ", startingAt: 0) + $1 }
      .joined(separator: "\n")
  }

  /// A note as it is, or how long it is where it is a text of its own.
  private static func onOneLine(_ note: String) -> String {
    let count = note.split(separator: "\n").count
    return count > 3 ? "\(count) lines, which --json shows" : note
  }
}

/// The settings of any network, which are written as its own.
private struct Settings: Encodable {
  let network: any NetworkConfiguration

  func encode(to encoder: any Encoder) throws { try network.encode(to: encoder) }
}
