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
      : "\(name(context.codingPath)) cannot be read; \(kind(of: type)) is wanted"
  case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
    "\(name(context.codingPath)) cannot be read: \(context.debugDescription)"
  case DecodingError.dataCorrupted where isJSON(bytes):
    "a number is too large, or a fraction where a whole number is wanted; a rig file is wanted"
  default: "not JSON; a rig file is wanted"
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

private func name(_ path: [any CodingKey]) -> String {
  path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
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
