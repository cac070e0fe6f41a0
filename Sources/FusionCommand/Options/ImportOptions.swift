// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ImportedModels

/// What has to be said of a network that somebody else made.
struct ImportOptions: ParsableArguments {
  @Flag(
    help: """
      Let TorchScript files (.pt) run. They are code: they can do to your files what you can. Trust \
      those alone whose origin you know.
      """)
  var trust = false

  @Option(
    help: ArgumentHelp(
      "What .pt and .onnx networks expect and give: JSON, or a file of it; without it the .json "
        + "file beside each.", valueName: "json-or-file"))
  var conventions: String?

  func validate() throws {
    guard let conventions, isJSON(conventions) else { return }
    do {
      _ = try NetworkConventions(json: conventions)
    } catch let error as ImportedModelError {
      throw ValidationError("--conventions: \(error)")
    }
  }

  /// The options that are not at their defaults.
  var changed: [String] {
    [("--trust", trust), ("--conventions", conventions != nil)].filter(\.1).map(\.0)
  }

  /// The file of conventions that is named, where it is one.
  var file: String? { conventions.flatMap { isJSON($0) ? nil : $0 } }

  /// The same options for another process.
  var arguments: [String] {
    (trust ? ["--trust"] : []) + (conventions.map { ["--conventions", $0] } ?? [])
  }

  /// The conventions of the network in that file.
  func conventions(of path: String) throws -> NetworkConventions {
    guard let conventions else {
      do {
        return try NetworkConventions(besideNetwork: path)
      } catch let error as ImportedModelError where error.subject == path {
        throw AdvisedError(reason: error, advice: "or --conventions")
      }
    }
    return try isJSON(conventions)
      ? NetworkConventions(json: conventions) : NetworkConventions(path: conventions)
  }
}

private func isJSON(_ text: String) -> Bool { text.first { !$0.isWhitespace } == "{" }
