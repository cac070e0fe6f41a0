// SPDX-License-Identifier: Apache-2.0

/// How the images of folders find their partners.
///
/// Images pair by equal names. Where no two are equal a common pattern is looked for in the names,
/// such as `*_vis=*_ir`; ``PairList/note`` says which was found. Where several partners are
/// possible there is an error, never a guess.
public struct FolderPairing: Sendable, Equatable {
  /// Which names belong together; nil: equal ones, else what a search finds.
  public var pattern: NamePattern?
  /// Whether folders inside the folders are entered. Names are the ways to the images then.
  public var isRecursive = false
  /// Folders that are not entered, such as the one that results are written to.
  public var excluded: [String] = []

  /// Sets how.
  public init(pattern: NamePattern? = nil, isRecursive: Bool = false) {
    (self.pattern, self.isRecursive) = (pattern, isRecursive)
  }

  /// Pairs the images of two folders.
  ///
  /// - Parameters:
  ///   - first: The folder of the visible images or of the MRIs.
  ///   - second: The folder of the infrared images, or of the CTs, PETs or SPECTs.
  /// - Returns: The pairs in natural order, and what is left over.
  /// - Throws: ``DatasetError`` with `unreadableFolder`, `sameFolder`, `noImages`, `invalidNames`,
  ///   `duplicateStem`, `ambiguousPairs` or `noPairs`.
  public func list(first: String, second: String) throws(DatasetError) -> PairList {
    guard resolved(first) != resolved(second) else {
      throw DatasetError(
        .sameFolder, path: second, "is the first folder too; the folder of partners is wanted")
    }
    let a = try names(in: first)
    let b = try names(in: second)
    let search = PatternSearch(first: a.images, second: b.images, isOneFolder: false)
    guard let found = try found(by: search) else {
      if let pattern {
        throw DatasetError(.noPairs, path: first, search.hint(on: pattern, " in \(second)"))
      }
      let guess = search.guess.map { "; by \($0.pattern) \($0.pairs.count) would pair" } ?? ""
      throw DatasetError(
        .noPairs, path: first,
        "none of its \(a.images.count) images (\(a.example)) has a partner in \(second)"
          + " (\(b.images.count) images, \(b.example)); names that are equal but for the extension,"
          + " or but for words such as vis and ir, are wanted\(guess)\(search.hint)")
    }
    return PairList(found, of: a, b)
  }

  /// Pairs the images of one folder that holds both kinds: a data set's folder, which has a folder
  /// for each kind, or images whose names, or ways to them, tell the kind. Radiometric files with a
  /// photo in them are pairs by themselves: those that have no partner by name, and, unless
  /// ``pattern`` is named, those whose partner is called by their own name and a word, as a photo
  /// is that was taken out of them.
  ///
  /// - Parameter folder: The folder.
  /// - Returns: The pairs in natural order, and what is left over.
  /// - Throws: ``DatasetError`` with `unreadableFolder`, `noImages`, `invalidNames`,
  ///   `duplicateStem`, `ambiguousPairs` or `noPairs`.
  public func list(in folder: String) throws(DatasetError) -> PairList {
    if !isRecursive, let set = try? DataFolder(path: folder),
      pattern == nil || (try? ImageNames(path: folder)) == nil
    {
      return try list(first: set.first, second: set.second)
    }
    let all = try names(in: folder)
    let search = PatternSearch(first: all.images, second: all.images, isOneFolder: true)
    let found = try found(by: search)
    guard let list = PairList(found, in: all, isNamed: pattern != nil) else {
      if let pattern { throw DatasetError(.noPairs, path: folder, search.hint(on: pattern, "")) }
      throw DatasetError(
        .noPairs, path: folder,
        "no two of its \(all.images.count) images (\(all.example)) are a pair by their names; names"
          + " that are equal but for words such as vis and ir are wanted\(search.hint)")
    }
    return list
  }

  /// The same without folders, beside those that are excluded already.
  package func excluding(_ folders: [String]) -> Self {
    var pairing = self
    pairing.excluded += folders
    return pairing
  }

  private func found(by search: PatternSearch) throws(DatasetError) -> FoundPairs? {
    if let pattern { return try search.found(pattern) }
    return try search.found()
  }

  private func names(in folder: String) throws(DatasetError) -> ImageNames {
    let names = try ImageNames(path: folder, isRecursive: isRecursive, excluding: excluded)
    if pattern == nil { try names.requireSingle(path: folder) }
    return names
  }
}

extension FolderPairing: Codable {
  private enum CodingKeys: CodingKey { case pattern, isRecursive }

  /// Reads what ``encode(to:)`` writes.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    pattern = try values.decodeIfPresent(String.self, forKey: .pattern).map { try NamePattern($0) }
    isRecursive = try values.decodeIfPresent(Bool.self, forKey: .isRecursive) ?? false
  }

  /// Writes the pattern as its text, and what is not left out of a folder.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encodeIfPresent(pattern?.description, forKey: .pattern)
    try values.encode(isRecursive, forKey: .isRecursive)
  }
}

extension ImageNames {
  /// The first image's name, for messages.
  fileprivate var example: String { images.first?.fileName ?? "none" }
}
