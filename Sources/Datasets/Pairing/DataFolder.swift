// SPDX-License-Identifier: Apache-2.0

/// A data set's folder: two folders of images inside it, one a modality.
///
/// The names tell which is first, in either case of letters: `visible` or `vi` with `infrared` or
/// `ir`; `mri` with `ct`, `pet` or `spect`; else other words of that kind, such as `rgb` and
/// `thermal`.
public struct DataFolder: PairSource, Equatable {
  /// The folder of the visible images or of the MRIs.
  public let first: String
  /// The folder of the infrared images, or of the CTs, PETs or SPECTs.
  public let second: String

  /// The names of published data sets; others are looked at only where none of these are there.
  private static let usual = [
    ModalityWords(first: ["visible", "vi"], second: ["infrared", "ir"]),
    ModalityWords(first: ["mri"], second: ["ct", "pet", "spect"]),
  ]

  /// Finds the two folders of images.
  /// - Throws: ``DatasetError`` with `unreadableFolder`, or with `unknownModalities` where not
  ///   exactly one combination of names is there.
  public init(path: String) throws(DatasetError) {
    let folders = try FolderListing(path: path).folders.sorted()
    let usual = Self.usual.flatMap { $0.combinations(of: folders) }
    let found = usual.isEmpty ? ModalityWords.all.flatMap { $0.combinations(of: folders) } : usual
    guard found.count == 1, let names = found.first else {
      let listing = folders.isEmpty ? "no folders" : folders.joined(separator: ", ")
      throw DatasetError(
        .unknownModalities, path: path,
        "holds \(listing); visible and infrared (vi and ir) or mri and one of ct, pet, spect wanted"
      )
    }
    first = FolderListing.join(path, names.0)
    second = FolderListing.join(path, names.1)
  }

  /// Pairs the images of both folders.
  /// - Throws: ``DatasetError``, as ``PairList/init(first:second:)`` does.
  public func list() throws(DatasetError) -> PairList {
    try PairList(first: first, second: second)
  }
}

extension DataFolder {
  /// The pairs of a data set's folder; where a pattern is named, or folders are to be entered,
  /// those of any folder that holds both kinds.
  /// - Throws: ``DatasetError``.
  package static func list(
    at path: String, _ pairing: FolderPairing
  ) throws(DatasetError) -> PairList {
    pairing.pattern == nil && !pairing.isRecursive
      ? try DataFolder(path: path).list() : try pairing.list(in: path)
  }
}

extension ModalityWords {
  /// The pairs of folders that are called by the words, in either case of letters. A single letter
  /// says too little.
  fileprivate func combinations(of folders: [String]) -> [(String, String)] {
    let words = folders.filter { $0.count > 1 }
    let firsts = words.filter { first.contains($0.lowercased()) }
    let seconds = words.filter { second.contains($0.lowercased()) }
    return firsts.flatMap { first in seconds.map { (first, $0) } }
  }
}

extension PairLayout {
  /// ``DataFolder``.
  static let dataFolder = PairLayout(
    name: "data folder",
    summary: "A folder that holds visible and infrared (vi and ir), or mri and ct, pet or spect."
  ) { try DataFolder(path: $0) }
}
