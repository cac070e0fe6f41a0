import Foundation

/// A data set's folder: two folders of images inside it, one a modality.
///
/// The names tell which is first: `visible` or `vi` with `infrared` or `ir`; `mri` with `ct`, `pet`
/// or `spect`.
package struct DataFolder: Sendable, Equatable {
  /// The folder of the visible images or of the MRIs.
  package let first: String
  /// The folder of the infrared images, or of the CTs, PETs or SPECTs.
  package let second: String

  private static let visible = ["visible", "vi"]
  private static let infrared = ["infrared", "ir"]
  private static let functional = ["ct", "pet", "spect"]

  /// Finds the two folders of images.
  /// - Throws: ``DatasetError`` with `unreadableFolder`, or with `unknownModalities` where not
  ///   exactly one combination of names is there.
  package init(path: String) throws(DatasetError) {
    let folders = try Self.folderNames(path: path)
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
    first = (path as NSString).appendingPathComponent(names.0)
    second = (path as NSString).appendingPathComponent(names.1)
  }

  /// Pairs the images of both folders.
  /// - Throws: ``DatasetError``, as ``PairList/init(first:second:)`` does.
  package func pairs() throws(DatasetError) -> PairList {
    try PairList(first: first, second: second)
  }

  private static func folderNames(path: String) throws(DatasetError) -> Set<String> {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw DatasetError(.unreadableFolder, path: path, "not a folder that can be read")
    }
    return Set(
      names.filter { name in
        var isFolder: ObjCBool = false
        let entry = (path as NSString).appendingPathComponent(name)
        return FileManager.default.fileExists(atPath: entry, isDirectory: &isFolder)
          && isFolder.boolValue && !name.hasPrefix(".")
      })
  }

  private static func combinations(_ a: [String], _ b: [String]) -> [(String, String)] {
    a.flatMap { first in b.map { (first, $0) } }
  }
}
