// SPDX-License-Identifier: Apache-2.0

package import Datasets
import Foundation
package import Fusion
package import Imaging

/// The pairs of images that an evaluation is about: of two files, or of two folders.
package struct EvaluationSources: Sendable {
  /// The pairs, in natural order of their names.
  package let pairs: [ImagePair]
  /// Lines about files that are left out.
  package private(set) var warnings: [String] = []
  private let folder: String?

  /// Pairs the images of two folders by their names, or takes two files for a pair.
  /// - Throws: `DatasetError`, and ``EvaluationError`` with `fileAndFolder`.
  package init(first: String, second: String) throws {
    guard isFolder(first) == isFolder(second) else {
      throw kindsDiffer(first, second)
    }
    folder = isFolder(first) ? first : nil
    guard folder != nil else {
      pairs = [ImagePair(stem: stem(first), first: first, second: second)]
      return
    }
    let list = try PairList(first: first, second: second)
    pairs = list.pairs
    warnings = (list.firstOnly + list.secondOnly).map {
      "\($0): has no partner in the other folder; left out"
    }
  }

  /// Fused images that lie there: a file for two files, a folder with a file for each pair.
  ///
  /// A fused image that belongs to no pair is left out with a warning.
  /// - Throws: `DatasetError`, and ``EvaluationError`` with `fileAndFolder`, or with `missingFused`
  ///   where a pair has none: means over other images would mislead.
  package mutating func saved(
    name: String, path: String, policy: ImageDecodingPolicy = .standard
  ) throws -> SavedImages {
    guard let folder else {
      guard !isFolder(path) else { throw kindsDiffer(pairs[0].first, path) }
      return SavedImages(name: name, paths: [pairs[0].stem: path], policy: policy)
    }
    guard isFolder(path) || !FileManager.default.fileExists(atPath: path) else {
      throw kindsDiffer(folder, path)
    }
    let list = try PairList(first: folder, second: path)
    let files = Dictionary(uniqueKeysWithValues: list.pairs.map { ($0.stem, $0.second) })
    let missing = pairs.map(\.stem).filter { files[$0] == nil }
    guard missing.isEmpty else {
      throw EvaluationError(
        .missingFused, path: path,
        "has no image for \(listed(missing)); one for each of the \(pairs.count) pairs is wanted")
    }
    let stems = Set(pairs.map(\.stem))
    let unused = list.pairs.filter { !stems.contains($0.stem) }.map(\.second) + list.secondOnly
    warnings += unused.map { "\($0): belongs to no pair; left out" }
    return SavedImages(name: name, paths: files, policy: policy)
  }
}

/// The first few names and how many more there are.
private func listed(_ names: [String]) -> String {
  let shown = names.prefix(3).joined(separator: ", ")
  return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
}

private func kindsDiffer(_ first: String, _ second: String) -> EvaluationError {
  let (folder, file) = isFolder(first) ? (first, second) : (second, first)
  return EvaluationError(
    .fileAndFolder, "\(folder) is a folder and \(file) is not; files or folders alone are wanted")
}

private func isFolder(_ path: String) -> Bool {
  var isFolder: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
}

private func stem(_ path: String) -> String {
  ((path as NSString).lastPathComponent as NSString).deletingPathExtension
}
