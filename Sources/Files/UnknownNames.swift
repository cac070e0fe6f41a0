// SPDX-License-Identifier: Apache-2.0

extension Decoder {
  /// The first name, in the order of letters, that an object has and that is none of the known
  /// ones; nil where there is none.
  ///
  /// - Throws: `DecodingError` where this is no object.
  package func unknownName(besides known: [String]) throws -> String? {
    try container(keyedBy: AnyName.self).allKeys.map(\.stringValue)
      .filter { !known.contains($0) }.min()
  }
}

/// Any name in an object.
private struct AnyName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
