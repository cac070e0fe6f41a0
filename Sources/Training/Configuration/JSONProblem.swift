// SPDX-License-Identifier: Apache-2.0

private import Foundation

/// What a decoder found wrong in `object`, in one sentence: the name of the value, what it is, and
/// what is wanted.
func jsonProblem(_ error: any Error, in object: [String: Any]) -> String {
  switch error {
  case DecodingError.keyNotFound(let key, let context):
    name(context.codingPath + [key]) + " is missing"
  case DecodingError.typeMismatch(let type, let context),
    DecodingError.valueNotFound(let type, let context):
    found(at: context.codingPath, in: object) + "; \(kind(type)) is wanted"
  case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
    found(at: context.codingPath, in: object) + ", which cannot be"
  default: "a value in it cannot be"
  }
}

/// A value as JSON in one line, cut off where it is long.
func jsonText(_ value: Any) -> String {
  let options: JSONSerialization.WritingOptions = [
    .fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes,
  ]
  let data = try? JSONSerialization.data(withJSONObject: value, options: options)
  let text = data.map { String(decoding: $0, as: UTF8.self) } ?? "\(value)"
  return text.count > 60 ? text.prefix(57) + "..." : text
}

/// What lies in a JSON object or list under names or numbers; nil where nothing does.
func member(of value: Any?, at path: ArraySlice<String>) -> Any? {
  guard let name = path.first else { return value }
  if let list = value as? [Any] {
    guard let index = Int(name), list.indices.contains(index) else { return nil }
    return member(of: list[index], at: path.dropFirst())
  }
  return member(of: (value as? [String: Any])?[name], at: path.dropFirst())
}

private func found(at path: [any CodingKey], in object: [String: Any]) -> String {
  let value = member(of: object, at: path.map(part)[...])
  return "\(name(path)) is \(value.map(jsonText) ?? "missing")"
}

private func name(_ path: [any CodingKey]) -> String {
  path.map(part).joined(separator: ".")
}

/// A key, or the number of a list's element.
private func part(_ key: any CodingKey) -> String {
  key.intValue.map(String.init) ?? key.stringValue
}

/// A type in the words of JSON.
private func kind(_ type: any Any.Type) -> String {
  switch type {
  case is String.Type: "text"
  case is Bool.Type: "true or false"
  case is any BinaryInteger.Type: "a whole number"
  case is any BinaryFloatingPoint.Type: "a number"
  case is [Any].Type: "a list"
  default: "an object"
  }
}
