// SPDX-License-Identifier: Apache-2.0

import CodedErrors
import Files
import Foundation

/// The folder of a benchmark's trainings, in which one that was stopped goes on:
///
///     data.json                    what images and labels hang on
///     yolox-nano.json              what trainings hang on
///     METHOD/data.yaml             the set as the method fuses it, a ``YOLODataSet``
///     METHOD/yolox-nano-1/         the training of seed 1: what it leaves, and training.json
struct TrainingFolder {
  /// The folder.
  let path: String

  /// The folder of a row's files.
  func row(_ name: String) -> String { "\(path)/\(Self.fileName(name))" }

  /// The folder of one training.
  func training(_ row: String, _ detector: String, seed: Int) -> String {
    "\(self.row(row))/\(detector)-\(seed)"
  }

  /// A name that every file system takes, and no other row has.
  private static func fileName(_ name: String) -> String {
    name.addingPercentEncoding(
      withAllowedCharacters: CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-_")))
      ?? name
  }

  /// Makes the folder, and notes what its files hang on, under `name`.
  ///
  /// - Throws: ``DetectionError`` with `conditions` where it was begun otherwise, naming what
  ///   differs; `FileError` where it cannot be written.
  func claim(_ conditions: [String: String], as name: String) throws {
    try makeFolder(path)
    let file = "\(path)/\(name).json"
    guard FileManager.default.fileExists(atPath: file) else {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return try writeFile(
        String(decoding: encoder.encode(conditions), as: UTF8.self) + "\n", to: file)
    }
    let bytes = try readFile(file, atMost: 1 << 20)
    let found = (try? JSONDecoder().decode([String: String].self, from: Data(bytes))) ?? [:]
    let keys = Set(found.keys).union(conditions.keys).sorted()
    guard let key = keys.first(where: { found[$0] != conditions[$0] }) else { return }
    throw DetectionError(
      .conditions, path: file,
      "was begun with \(key) \(found[key] ?? "not set"), and \(conditions[key] ?? "none") is asked "
        + "for now; another folder is wanted")
  }
}
