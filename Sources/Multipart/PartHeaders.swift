// SPDX-License-Identifier: Apache-2.0

/// The header lines of a part, as far as they are looked at.
struct PartHeaders {
  /// The form field's name.
  let name: String
  /// Whether there is a file name.
  let isFile: Bool

  /// Reads the lines of a part, without the empty one at their end.
  ///
  /// - Throws: ``MultipartError`` with `malformed` where they do not say the part's name, and for
  ///   an encoding of the content, which nobody sends any more.
  init(_ bytes: some Collection<UInt8>) throws(MultipartError) {
    var disposition: Substring?
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) where !line.isEmpty
    {
      guard let colon = line.firstIndex(of: ":") else {
        throw MultipartError(.malformed, "a part has a header line without a colon")
      }
      let value = line[line.index(after: colon)...]
      switch line[..<colon].lowercased() {
      case "content-disposition":
        guard disposition == nil else {
          throw MultipartError(
            .malformed, "a part has two Content-Disposition lines; one is wanted")
        }
        disposition = value
      case "content-transfer-encoding":
        guard ["binary", "8bit", "7bit"].contains(trimmed(value).lowercased()) else {
          throw MultipartError(
            .malformed, "a part has a Content-Transfer-Encoding; its plain bytes are wanted")
        }
      default: break
      }
    }
    guard let disposition else {
      throw MultipartError(.malformed, "a part has no Content-Disposition; form-data is wanted")
    }
    var fields = HeaderFields(disposition)
    guard fields.kind.lowercased() == "form-data" else {
      throw MultipartError(.malformed, "a part is no form-data, as its Content-Disposition says")
    }
    var (name, isFile) = (nil as String?, false)
    while let (key, value) = fields.next() {
      switch key.lowercased() {
      case "name": name = name ?? value
      case "filename", "filename*": isFile = true
      default: break
      }
    }
    guard let name, !name.isEmpty, name.utf8.count <= 64 else {
      throw MultipartError(.malformed, "a part has no name, or one of more than 64 bytes")
    }
    (self.name, self.isFile) = (name, isFile)
  }
}

/// The parameters behind a header's first word: `form-data; name="first"; filename="a.png"`.
private struct HeaderFields {
  /// The first word.
  let kind: String
  private var rest: Substring

  init(_ value: Substring) {
    let end = value.firstIndex(of: ";") ?? value.endIndex
    (kind, rest) = (trimmed(value[..<end]), value[end...])
  }

  /// The next parameter, its value without quotes; nil at the end, and from what is malformed on.
  mutating func next() -> (key: String, value: String)? {
    guard rest.first == ";" else { return nil }
    rest.removeFirst()
    guard let equals = rest.firstIndex(of: "=") else { return nil }
    let key = trimmed(rest[..<equals])
    rest = rest[rest.index(after: equals)...].drop { $0 == " " || $0 == "\t" }
    return (key, rest.first == "\"" ? quoted() : word())
  }

  private mutating func word() -> String {
    let end = rest.firstIndex(of: ";") ?? rest.endIndex
    defer { rest = rest[end...] }
    return trimmed(rest[..<end])
  }

  private mutating func quoted() -> String {
    rest.removeFirst()
    var value = ""
    while let character = rest.popFirst(), character != "\"" {
      if character == "\\", let next = rest.popFirst() {
        value.append(next)
      } else {
        value.append(character)
      }
    }
    rest = rest.drop { $0 != ";" }
    return value
  }
}

/// Without spaces and tabs at either end.
private func trimmed(_ text: Substring) -> String {
  var text = text.drop { $0 == " " || $0 == "\t" }
  while let last = text.last, last == " " || last == "\t" { text.removeLast() }
  return String(text)
}
