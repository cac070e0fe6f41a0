// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A JSON document whose objects keep the order of their keys.
///
/// `JSONEncoder` sorts them or leaves them to chance. Here metrics stand in the order of the
/// table's columns, and a method's name stands before its scores, so that people can read the file
/// too.
package indirect enum JSONValue {
  /// Members in their order.
  case object([(String, JSONValue)])
  /// Values in their order.
  case array([JSONValue])
  /// A text, which is quoted.
  case string(String)
  /// Written so that reading gives the same number; null where it is not finite.
  case number(Double)
  /// A count.
  case integer(Int)
  /// true or false.
  case boolean(Bool)

  /// The document, indented by two spaces; arrays and objects of numbers stand on one line.
  package func text(indent: String = "") -> String {
    switch self {
    case .string(let text): return quoted(text)
    case .number(let number): return number.isFinite ? "\(number)" : "null"
    case .integer(let number): return "\(number)"
    case .boolean(let value): return "\(value)"
    case .array(let values):
      return block("[", values.map { $0.text(indent: indent + "  ") }, "]", indent, isFlat: false)
    case .object(let members):
      let lines = members.map { "\(quoted($0)): \($1.text(indent: indent + "  "))" }
      return block("{", lines, "}", indent, isFlat: members.allSatisfy { $0.1.isSimple })
    }
  }

  private var isSimple: Bool {
    switch self {
    case .string, .number, .integer, .boolean: true
    case .object, .array: false
    }
  }

  private func block(
    _ open: String, _ lines: [String], _ close: String, _ indent: String, isFlat: Bool
  ) -> String {
    if lines.isEmpty { return open + close }
    if isFlat { return open + lines.joined(separator: ", ") + close }
    let body = lines.map { "\(indent)  \($0)" }.joined(separator: ",\n")
    return "\(open)\n\(body)\n\(indent)\(close)"
  }
}

/// A JSON string. `<` is written as a number, so that a page's script can hold it.
private func quoted(_ text: String) -> String {
  let escaped = text.unicodeScalars.map { scalar -> String in
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case _ where scalar.value < 0x20 || scalar == "<": String(format: "\\u%04x", scalar.value)
    default: String(scalar)
    }
  }
  return "\"\(escaped.joined())\""
}
