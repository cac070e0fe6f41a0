// SPDX-License-Identifier: Apache-2.0

import CodedErrors
import Files
import Foundation

/// The folder of a benchmark's trainings, in which one that was stopped goes on:
///
///     data.json                    what labels and source images are
///     yolox-nano.json              what trainings hang on
///     METHOD/row.json              what makes the row's images
///     METHOD/data.yaml             the set as the method fuses it, a ``YOLODataSet``
///     METHOD/yolox-nano-1/         the training of seed 1: what it leaves, and training.json
struct TrainingFolder {
  /// What folders that were begun before 0.2.0 do not note.
  private static let laterKeys: Set<String> = ["images", "labels", "members", "version"]

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

  /// Notes what all rows hang on, in the file `name` with the extension json.
  ///
  /// - Returns: What a file of an older version does not note; noted now, as it is now.
  /// - Throws: ``DetectionError`` with `conditions` where the folder was begun otherwise, naming
  ///   what differs; `FileError` where it cannot be written.
  func claim(_ conditions: [String: String], as name: String) throws -> [String] {
    try claim(conditions, in: "\(path)/\(name).json").map { "\($0) of \(name).json" }
  }

  /// Notes what a row's images hang on, in its `row.json`.
  ///
  /// - Returns: The file's name where an older version began the row without it; noted now.
  /// - Throws: As ``claim(_:as:)``.
  func claim(_ conditions: [String: String], row name: String) throws -> [String] {
    let (folder, files) = (row(name), FileManager.default)
    let file = "\(folder)/row.json"
    let isOlder = files.fileExists(atPath: folder) && !files.fileExists(atPath: file)
    _ = try claim(conditions, in: file)
    return isOlder ? ["\(Self.fileName(name))/row.json"] : []
  }

  /// The keys that the file lacked.
  private func claim(_ conditions: [String: String], in file: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: file) else {
      try write(conditions, to: file)
      return []
    }
    let bytes = try readFile(file, atMost: 1 << 20)
    let found = (try? JSONDecoder().decode([String: String].self, from: Data(bytes))) ?? [:]
    let missing = Self.laterKeys.filter { found[$0] == nil && conditions[$0] != nil }.sorted()
    let keys = Set(found.keys).union(conditions.keys).subtracting(found.isEmpty ? [] : missing)
    if let key = keys.sorted().first(where: { found[$0] != conditions[$0] }) {
      throw DetectionError(
        .conditions, path: file,
        "was begun with \(key) \(found[key] ?? "not set"), and \(conditions[key] ?? "none") is "
          + "asked for now; another folder is wanted")
    }
    if !missing.isEmpty { try write(conditions, to: file) }
    return missing
  }

  private func write(_ conditions: [String: String], to file: String) throws {
    try makeFolder((file as NSString).deletingLastPathComponent)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try writeFile(
      String(decoding: encoder.encode(conditions), as: UTF8.self) + "\n", to: file)
  }
}
