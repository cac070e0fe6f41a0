// SPDX-License-Identifier: Apache-2.0

/// What a decoder found wrong, in one line that begins with the name of the value; nil where it
/// does not name one.
func jsonProblem(_ error: any Error) -> String? {
  switch error {
  case DecodingError.keyNotFound(let key, let context):
    name(context.codingPath + [key]) + " is missing"
  case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
    name(context.codingPath) + ": " + context.debugDescription
  case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
    name(context.codingPath) + ": " + context.debugDescription
  default: nil
  }
}

private func name(_ path: [any CodingKey]) -> String {
  path.map(\.stringValue).joined(separator: ".")
}
