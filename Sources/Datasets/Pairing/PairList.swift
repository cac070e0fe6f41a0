// SPDX-License-Identifier: Apache-2.0

/// Pairs of images: those that two folders make, or any list of them.
public struct PairList: PairSource, Equatable {
  /// The pairs; those of two folders in natural order ("img9" before "img10").
  public let pairs: [ImagePair]
  /// Paths of the first folder's images without a partner, in the same order; of a single folder
  /// that holds both kinds all such images.
  public let firstOnly: [String]
  /// Paths of the second folder's images without a partner, in the same order.
  public let secondOnly: [String]

  /// By what images were paired whose names are not equal, in one line; nil where all are.
  public let note: String?

  /// A line for each folder that holds images of kinds that are not read.
  private let leftOut: [String]

  /// Whether one folder holds both kinds.
  private let isOneFolder: Bool

  /// Wraps pairs, none of which lacks a partner.
  public init(_ pairs: [ImagePair]) {
    (self.pairs, firstOnly, secondOnly, leftOut, note) = (pairs, [], [], [], nil)
    isOneFolder = false
  }

  /// The list itself.
  public func list() -> PairList { self }

  /// Paths of images without a partner, which are left out.
  public var unpaired: [String] { firstOnly + secondOnly }

  /// A line for each thing that is left out: ``unpaired`` images, then the files of each folder
  /// that are images by their extension, but of kinds that are not read (such as GIF).
  public var warnings: [String] {
    unpaired.map { "\($0): has no partner\(isOneFolder ? "" : " in the other folder"); left out" }
      + leftOut
  }

  /// Pairs the images of two folders by their names, as a ``FolderPairing`` does.
  /// - Throws: ``DatasetError``, as ``FolderPairing/list(first:second:)`` does.
  public init(first: String, second: String) throws(DatasetError) {
    self = try FolderPairing().list(first: first, second: second)
  }

  /// Names the pairs of one folder that holds both kinds.
  init(_ pairs: [ImagePair], unpaired: [String], leftOut: [String], note: String?) {
    (self.pairs, firstOnly, secondOnly, self.leftOut) = (pairs, unpaired, [], leftOut)
    (self.note, isOneFolder) = (note, true)
  }

  /// Takes what was found in two folders.
  init(_ found: FoundPairs, of first: ImageNames, _ second: ImageNames) {
    isOneFolder = false
    firstOnly = found.others(of: first.images).map(\.path)
    secondOnly = found.others(of: second.images).map(\.path)
    leftOut = first.leftOut + second.leftOut
    pairs = found.pairs.map(ImagePair.init)
    note = found.note(unpaired: firstOnly.count + secondOnly.count)
  }
}
