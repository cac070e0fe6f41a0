// SPDX-License-Identifier: Apache-2.0

/// Pairs of images: those that two folders make, or any list of them.
public struct PairList: PairSource, Equatable {
  /// The pairs; those of two folders in natural order ("img9" before "img10").
  public let pairs: [ImagePair]
  /// Paths of the first folder's images without a partner, in the same order.
  public let firstOnly: [String]
  /// Paths of the second folder's images without a partner, in the same order.
  public let secondOnly: [String]

  /// A line for each folder that holds images of kinds that are not read.
  private let leftOut: [String]

  /// Wraps pairs, none of which lacks a partner.
  public init(_ pairs: [ImagePair]) {
    (self.pairs, firstOnly, secondOnly, leftOut) = (pairs, [], [], [])
  }

  /// The list itself.
  public func list() -> PairList { self }

  /// Paths of images without a partner, which are left out.
  public var unpaired: [String] { firstOnly + secondOnly }

  /// A line for each thing that is left out: ``unpaired`` images, then the files of each folder
  /// that are images by their extension, but of kinds that are not read (such as GIF).
  public var warnings: [String] {
    unpaired.map { "\($0): has no partner in the other folder; left out" } + leftOut
  }

  /// Pairs the images of two folders by their file names without the extension.
  ///
  /// Only the folders' own PNG, JPEG, TIFF and WebP files count, told by their extensions.
  /// - Parameters:
  ///   - first: The folder of the visible images or of the MRIs.
  ///   - second: The folder of the infrared images, or of the CTs, PETs or SPECTs.
  /// - Throws: ``DatasetError`` with `unreadableFolder`, `sameFolder`, `noImages`,
  ///   `invalidNames`, `duplicateStem` or `noPairs`.
  public init(first: String, second: String) throws(DatasetError) {
    guard resolved(first) != resolved(second) else {
      throw DatasetError(
        .sameFolder, path: second, "is the first folder too; the folder of partners is wanted")
    }
    let folders = (try ImageFolder(path: first), try ImageFolder(path: second))
    leftOut = [folders.0.leftOut, folders.1.leftOut].compactMap(\.self)
    let (firstPaths, secondPaths) = (folders.0.pathsByStem, folders.1.pathsByStem)
    let firstStems = firstPaths.keys.sorted(by: precedesNaturally)
    pairs = firstStems.compactMap { stem in
      guard let first = firstPaths[stem], let second = secondPaths[stem] else { return nil }
      return ImagePair(stem: stem, first: first, second: second)
    }
    firstOnly = firstStems.filter { secondPaths[$0] == nil }.compactMap { firstPaths[$0] }
    secondOnly = secondPaths.filter { firstPaths[$0.key] == nil }
      .sorted { precedesNaturally($0.key, $1.key) }.map(\.value)
    guard !pairs.isEmpty else {
      throw DatasetError(
        .noPairs, path: first,
        "none of its \(firstPaths.count) images has a partner in \(second) (\(secondPaths.count)"
          + " images), equal names but for the extension wanted")
    }
  }
}
