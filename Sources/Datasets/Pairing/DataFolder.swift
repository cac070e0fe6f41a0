// SPDX-License-Identifier: Apache-2.0

/// A data set's folder: two folders of images inside it, one a modality.
///
/// The names tell which is first: `visible` or `vi` with `infrared` or `ir`; `mri` with `ct`, `pet`
/// or `spect`.
public struct DataFolder: PairSource, Equatable {
  /// The folder of the visible images or of the MRIs.
  public let first: String
  /// The folder of the infrared images, or of the CTs, PETs or SPECTs.
  public let second: String

  private static let visible = ["visible", "vi"]
  private static let infrared = ["infrared", "ir"]
  private static let functional = ["ct", "pet", "spect"]

  /// Finds the two folders of images.
  /// - Throws: ``DatasetError`` with `unreadableFolder`, or with `unknownModalities` where not
  ///   exactly one combination of names is there.
  public init(path: String) throws(DatasetError) {
    let folders = try FolderListing(path: path).folders
    let combinations =
      Self.combinations(Self.visible, Self.infrared) + Self.combinations(["mri"], Self.functional)
    let found = combinations.filter { folders.contains($0) && folders.contains($1) }
    guard found.count == 1, let names = found.first else {
      let listing = folders.isEmpty ? "no folders" : folders.sorted().joined(separator: ", ")
      throw DatasetError(
        .unknownModalities, path: path,
        "holds \(listing); visible and infrared (vi and ir) or mri and one of"
          + " \(Self.functional.joined(separator: ", ")) wanted")
    }
    first = FolderListing.join(path, names.0)
    second = FolderListing.join(path, names.1)
  }

  /// Pairs the images of both folders.
  /// - Throws: ``DatasetError``, as ``PairList/init(first:second:)`` does.
  public func list() throws(DatasetError) -> PairList {
    try PairList(first: first, second: second)
  }

  private static func combinations(_ a: [String], _ b: [String]) -> [(String, String)] {
    a.flatMap { first in b.map { (first, $0) } }
  }
}

extension PairLayout {
  /// ``DataFolder``.
  static let dataFolder = PairLayout(
    name: "data folder",
    summary: "A folder that holds visible and infrared (vi and ir), or mri and ct, pet or spect."
  ) { try DataFolder(path: $0) }
}
