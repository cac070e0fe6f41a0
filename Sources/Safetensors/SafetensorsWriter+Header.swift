// SPDX-License-Identifier: Apache-2.0

extension SafetensorsWriter {
  /// The first bytes of the file: the header's length and the header.
  static func header(
    _ sources: [Source], metadata: [String: String], path: String
  ) throws(SafetensorsError) -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key.unicodeBytes < $1.key.unicodeBytes }
      let texts = pairs.map { "\(json($0.key)):\(json($0.value))" }
      members.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
    }
    members += try descriptions(of: sources, path: path)
    var text = Array("{\(members.joined(separator: ","))}".utf8)
    text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - text.count % 8) % 8))
    guard text.count <= SafetensorsHeader.maximumLength else {
      throw SafetensorsError(
        code: .invalidEntry, path: path, key: nil,
        message: "a header of \(text.count) bytes, at most \(SafetensorsHeader.maximumLength)")
    }
    return withUnsafeBytes(of: UInt64(text.count).littleEndian, Array.init) + text
  }

  /// One member of the header per tensor, in the order given.
  private static func descriptions(
    of sources: [Source], path: String
  ) throws(SafetensorsError) -> [String] {
    var seen: Set<String> = ["__metadata__"]
    var position = 0
    var members: [String] = []
    for source in sources {
      func failure(_ message: String) -> SafetensorsError {
        SafetensorsError(code: .invalidEntry, path: path, key: source.key, message: message)
      }
      guard seen.insert(source.key).inserted else { throw failure("the name is taken") }
      guard let count = source.elementType.byteCount(ofShape: source.shape) else {
        throw failure("\(source.shape) is no shape")
      }
      let (end, overflow) = position.addingReportingOverflow(count)
      guard !overflow else { throw failure("the file would be above \(Int.max) bytes") }
      let shape = source.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(json(source.key)):{\"dtype\":\"\(source.elementType.rawValue)\","
          + "\"shape\":[\(shape)],\"data_offsets\":[\(position),\(end)]}")
      position = end
    }
    return members
  }

  /// `text` as a JSON string, escaped no more than JSON asks for.
  private static func json(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
