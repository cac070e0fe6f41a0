// SPDX-License-Identifier: Apache-2.0

private import Foundation

/// Why a file is no rig file, in one sentence.
///
/// - Parameters:
///   - error: What decoding threw.
///   - bytes: The file's content.
/// - Returns: What was found and what was wanted.
func rigProblem(_ error: any Error, in bytes: [UInt8]) -> String {
  switch error {
  case let error as RigVersion:
    "a rig file of version \(error.found); version \(RigContent.version) is read"
  case let error as RigUnknown:
    "\(error.name) is not known; \(error.what) has \(error.known.joined(separator: ", "))"
  case DecodingError.keyNotFound(let key, let context):
    name(context.codingPath + [key]) + " is missing from the rig file"
  case DecodingError.typeMismatch(let type, let context),
    DecodingError.valueNotFound(let type, let context):
    context.codingPath.isEmpty
      ? "not a JSON object; a rig file is wanted"
      : "\(name(context.codingPath)) \(found(context)); \(kind(of: type)) is wanted"
  case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
    "\(name(context.codingPath)) cannot be read: \(context.debugDescription)"
  case DecodingError.dataCorrupted where isJSON(bytes):
    "a number is too large, or a fraction where a whole number is wanted; a rig file is wanted"
  default: "\(fault(in: bytes)); a rig file is wanted"
  }
}

/// Why bytes are no JSON, with the place where the system's reader names one.
private func fault(in bytes: [UInt8]) -> String {
  do {
    _ = try JSONSerialization.jsonObject(with: Data(bytes))
    return "not JSON"
  } catch {
    let reason = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
    guard let digits = reason?.firstMatch(of: /around character ([0-9]+)/)?.1,
      let at = Int(digits), bytes.indices.contains(at)
    else { return "not JSON" }
    let line = bytes[..<at].count { $0 == UInt8(ascii: "\n") } + 1
    let ends = Array(",:]} \t\r\n".utf8)
    let word = bytes[at...].prefix(20).prefix { !ends.contains($0) }
    let text = word.isEmpty ? "" : ": \(String(decoding: word, as: UTF8.self)) stands there"
    return "not JSON at byte \(at), in line \(line)\(text)"
  }
}

/// Whether bytes are JSON, be its numbers of any size: the decoder of types says of a number that
/// its type does not hold that the text is no JSON.
private func isJSON(_ bytes: [UInt8]) -> Bool {
  do {
    _ = try JSONSerialization.jsonObject(with: Data(bytes))
    return true
  } catch {
    let reason = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String
    return reason?.contains("not representable") == true
  }
}

/// Such as `firstSize.width` or `matrix[2][0]`, counted from 0.
private func name(_ path: [any CodingKey]) -> String {
  path.reduce("") { name, key in
    if let index = key.intValue { return name + "[\(index)]" }
    return name.isEmpty ? key.stringValue : "\(name).\(key.stringValue)"
  }
}

/// What stands where another type is wanted, as far as the decoder says it.
private func found(_ context: DecodingError.Context) -> String {
  let kinds = [
    "number": "a number", "a string": "a text", "null": "null", "bool": "true or false",
    "a dictionary": "an object", "an array": "a list",
  ]
  return kinds.first { context.debugDescription.contains("found \($0.key)") }
    .map { "is \($0.value)" } ?? "cannot be read"
}

/// What JSON calls a type.
private func kind(of type: any Any.Type) -> String {
  switch type {
  case is Int.Type: "a whole number"
  case is Double.Type: "a number"
  case is String.Type: "a text"
  case is [Any].Type: "a list"
  default: "an object"
  }
}
