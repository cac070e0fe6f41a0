// SPDX-License-Identifier: Apache-2.0

private import Foundation

/// The first name that an object of a JSON text has twice; nil where there is none. The decoder,
/// which has read the text, takes one of the two and says nothing.
func repeatedName(inJSON bytes: [UInt8]) -> String? {
  var objects: [Set<String>] = []
  var at = bytes.startIndex
  while at < bytes.endIndex {
    switch bytes[at] {
    case UInt8(ascii: "{"): objects.append([])
    case UInt8(ascii: "}"): _ = objects.popLast()
    case UInt8(ascii: "\""):
      let text = bytes[at..<endOfText(in: bytes, from: at)]
      at = text.endIndex
      guard let next = bytes[at...].first(where: { !isSpace($0) }), next == UInt8(ascii: ":"),
        let name = try? JSONDecoder().decode(String.self, from: Data(text)), !objects.isEmpty
      else { continue }
      guard objects[objects.count - 1].insert(name).inserted else { return name }
      continue
    default: break
    }
    at += 1
  }
  return nil
}

/// The index behind the quotation mark that ends a text.
private func endOfText(in bytes: [UInt8], from start: Int) -> Int {
  var at = start + 1
  while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
    at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
  }
  return min(at + 1, bytes.count)
}

private func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
