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
  var taken = Set(places(inputs))
  for output in outputs.compactMap(\.self) where output != "-" {
    guard taken.insert(resolved(output)).inserted else {
      let isInput = places(inputs).contains(resolved(output))
      throw OutputError(
        path: output,
        message: isInput
          ? "is one of the inputs; another output is wanted"
          : "would be written twice; two names are wanted")
    }
  }
}
