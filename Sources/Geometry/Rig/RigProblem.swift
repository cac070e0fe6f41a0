// SPDX-License-Identifier: Apache-2.0

/// Why a file is no rig file, in one sentence.
func rigProblem(_ error: any Error) -> String {
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
  default: "not JSON; a rig file is wanted"
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
