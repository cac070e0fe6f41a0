// SPDX-License-Identifier: Apache-2.0

public import Datasets
import Foundation
public import Fusion
public import Imaging

/// The pairs of images that an evaluation is about, of any source, and fused images of them that
/// lie in files.
public struct EvaluationSources: Sendable {
  /// The pairs, in the source's order.
  public let pairs: [ImagePair]
  /// Lines about files that are left out.
  public private(set) var warnings: [String] = []
  /// By what images were paired whose names are not equal, in one line; nil where all are.
  public let note: String?
  /// Whether the pair is two files, whose fused image is a file and no folder.
  private let areFiles: Bool

  /// Takes the pairs of a data set's folder, a list, or another source.
  /// - Throws: What the source throws, and ``EvaluationError`` with `noPairs`.
  public init(_ source: any PairSource) throws {
    try self.init(try source.list(), areFiles: false)
  }

  /// Pairs the images of two folders, or of one that holds both kinds, or takes two files, or a
  /// radiometric one, for a pair.
  ///
  /// - Parameters:
  ///   - first: A file, or a folder of images.
  ///   - second: Its partner, or the folder of partners; nil for a folder that holds both kinds,
  ///     and for a radiometric file with a photo in it.
  ///   - pairing: How the images of folders find their partners.
  /// - Throws: `DatasetError`, and ``EvaluationError`` with `fileAndFolder`.
  public init(first: String, second: String?, pairing: FolderPairing = FolderPairing()) throws {
    guard let second else {
      try self.init(alone: first, pairing)
      return
    }
    guard isFolder(first) == isFolder(second) else {
      throw kindsDiffer(first, second)
    }
    guard isFolder(first) else {
      let pair = ImagePair(stem: stem(first), first: first, second: second)
      try self.init(PairList([pair]), areFiles: true)
      return
    }
    try self.init(pairing.list(first: first, second: second))
  }

  private init(alone path: String, _ pairing: FolderPairing) throws {
    if isFolder(path) {
      try self.init(pairing.list(in: path))
    } else if let pair = ImagePair(stem: stem(path), radiometric: path) {
      try self.init(PairList([pair]), areFiles: true)
    } else {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw EvaluationError(
        .fileAndFolder, path: path,
        isThere
          ? "is one file; its partner too, a folder that holds both kinds, or a radiometric file"
            + " with a photo in it is wanted"
          : "does not exist; a folder is wanted")
    }
  }

  private init(_ list: PairList, areFiles: Bool) throws {
    guard !list.pairs.isEmpty else {
      throw EvaluationError(.noPairs, "the source lists no pairs; at least one is wanted")
    }
    (pairs, note, self.areFiles) = (list.pairs, list.note, areFiles)
    warnings = list.warnings
  }

  /// Fused images that lie there: a file for two files, a folder with a file for each pair, called
  /// by the pair's stem.
  ///
  /// A fused image that belongs to no pair is left out with a warning.
  /// - Throws: `DatasetError`, and ``EvaluationError`` with `fileAndFolder`, with `missingFused`
  ///   where a pair has none: means over other images would mislead, or with `duplicateStem` where
  ///   two pairs would have one.
  public mutating func saved(
    name: String, path: String, policy: ImageDecodingPolicy = .standard
  ) throws -> SavedImages {
    if areFiles {
      guard !isFolder(path) else { throw kindsDiffer(pairs[0].first, path) }
      return SavedImages(name: name, paths: [pairs[0].stem: path], policy: policy)
    }
    guard isFolder(path) || !FileManager.default.fileExists(atPath: path) else {
      // The pairs' folder is named, or the first one's where they come from several.
      throw kindsDiffer((pairs[0].first as NSString).deletingLastPathComponent, path)
    }
    let stems = pairs.map(\.stem)
    try requireSingle(path)
    let folder = try ImageFolder(path: path, isRecursive: stems.contains { $0.contains("/") })
    let missing = stems.filter { folder.pathsByStem[$0] == nil }
    guard missing.isEmpty else {
      throw EvaluationError(
        .missingFused, path: path,
        "has no image for \(listed(missing)); one for each of the \(pairs.count) pairs is wanted")
    }
    warnings += folder.paths(without: stems).map { "\($0): belongs to no pair; left out" }
    warnings += folder.leftOut
    return SavedImages(name: name, paths: folder.pathsByStem, policy: policy)
  }

  /// Throws where two pairs have one name: of which of them a fused image is would be a guess.
  private func requireSingle(_ path: String) throws(EvaluationError) {
    let twins = Dictionary(grouping: pairs, by: \.stem).values.filter { $0.count > 1 }
    guard let twin = twins.min(by: { $0[0].stem < $1[0].stem }) else { return }
    throw EvaluationError(
      .duplicateStem, path: path,
      "its image for \(twin[0].stem) may be of \(twin[0].first) or of \(twin[1].first); pairs of "
        + "names of their own are wanted")
  }
}

/// The first few names and how many more there are.
private func listed(_ names: [String]) -> String {
  let shown = names.prefix(3).joined(separator: ", ")
  return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
}

private func kindsDiffer(_ first: String, _ second: String) -> EvaluationError {
  let (folder, file) = isFolder(first) ? (first, second) : (second, first)
  let found = FileManager.default.fileExists(atPath: file) ? "is not" : "does not exist"
  return EvaluationError(
    .fileAndFolder, "\(folder) is a folder and \(file) \(found); files or folders alone are wanted")
}
