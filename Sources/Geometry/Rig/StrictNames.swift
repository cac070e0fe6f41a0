// SPDX-License-Identifier: Apache-2.0

extension Decoder {
  /// Throws ``RigUnknown`` where an object says something that is not known.
  func refuseUnknownNames(besides known: [String], of what: String) throws {
    let names = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    if let unknown = names.sorted().first(where: { !known.contains($0) }) {
      throw RigUnknown(name: unknown, what: what, known: known)
    }
  }
}

/// A file that says something that is not known.
struct RigUnknown: Error {
  let name: String
  /// What it says it of.
  let what: String
  let known: [String]
}

/// Any name in a JSON object.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
