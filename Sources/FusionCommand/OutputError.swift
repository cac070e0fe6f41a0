// SPDX-License-Identifier: Apache-2.0

import Datasets

/// An output that cannot be written.
struct OutputError: Error, CustomStringConvertible {
  let path: String
  let message: String

  var description: String { "\(path): \(message)" }
}

/// Looks that no output would take the place of something that is read, or of another output.
///
/// - Parameters:
///   - outputs: What is to be written; nil and "-" are no files.
///   - inputs: What is read: files, or folders of files.
/// - Throws: ``OutputError``.
func requireApart(_ outputs: [String?], from inputs: [String?]) throws {
  func places(_ paths: [String?]) -> [String] {
    paths.compactMap(\.self).filter { $0 != "-" }.map(resolved)
  }
  let read = Set(places(inputs))
  var taken = read
  for output in outputs.compactMap(\.self) where output != "-" {
    guard taken.insert(resolved(output)).inserted else {
      throw OutputError(
        path: output,
        message: read.contains(resolved(output))
          ? "is one of the inputs; another output is wanted"
          : "would be written twice; two names are wanted")
    }
  }
}

/// Looks that the second input is not the first one again, and neither is standard input.
///
/// - Throws: ``UsageError``.
func requireTwo(_ first: String, _ second: String?) throws {
  guard let second, first != "-", resolved(first) == resolved(second) else { return }
  throw UsageError(description: "\(second) is the first one too; its partner is wanted")
}
