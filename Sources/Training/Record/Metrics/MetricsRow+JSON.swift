// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A row is one flat JSON object: its numbers by their names, and `kind`, `phase` and `step`. JSON
/// knows no number that is not finite; such a value is null, and is read as not-a-number.
extension MetricsRow: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }

    static let kind = Self("kind")
    static let phase = Self("phase")
    static let step = Self("step")
    static let fixed: Set = ["kind", "phase", "step"]
  }

  init(from decoder: any Decoder) throws {
    let row = try decoder.container(keyedBy: Key.self)
    let names = row.allKeys.filter { !Key.fixed.contains($0.stringValue) }
    self.init(
      try row.decode(Kind.self, forKey: .kind), phase: try row.decode(String.self, forKey: .phase),
      step: try row.decode(Int.self, forKey: .step),
      values: try Dictionary(
        uniqueKeysWithValues: names.map {
          ($0.stringValue, try row.decodeIfPresent(Double.self, forKey: $0) ?? .nan)
        }))
  }

  func encode(to encoder: any Encoder) throws {
    var row = encoder.container(keyedBy: Key.self)
    try row.encode(kind, forKey: .kind)
    try row.encode(phase, forKey: .phase)
    try row.encode(step, forKey: .step)
    for (name, value) in values { try row.encode(value.isFinite ? value : nil, forKey: Key(name)) }
  }

  /// The row as one line with its end, names sorted.
  var line: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { preconditionFailure("a row encodes") }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
