// SPDX-License-Identifier: Apache-2.0

/// What stands between the parts of a body.
package struct Boundary: Sendable, Equatable {
  /// The longest one, as RFC 2046 has it.
  private static let longest = 70

  /// A line end, two dashes and the boundary.
  let delimiter: [UInt8]

  /// Names one; nil where it is empty, longer than 70 bytes, or of bytes that RFC 2046 forbids.
  package init?(_ text: String) {
    let isAllowed = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "'()+_,-./:=? ".utf8.contains(byte)
    }
    guard !text.isEmpty, text.utf8.count <= Self.longest, isAllowed, !text.hasSuffix(" ") else {
      return nil
    }
    delimiter = Array("\r\n--\(text)".utf8)
  }

  /// The one that a Content-Type names; nil where it is no multipart/form-data, or names none.
  package init?(contentType: String) {
    let parts = contentType.split(separator: ";", omittingEmptySubsequences: false)
    guard parts[0].filter({ $0 != " " }).lowercased() == "multipart/form-data" else { return nil }
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == "boundary" else {
        continue
      }
      let value = pair[1]
      let isQuoted = value.count > 1 && value.hasPrefix("\"") && value.hasSuffix("\"")
      self.init(String(isQuoted ? value.dropFirst().dropLast() : value))
      return
    }
    return nil
  }
}
