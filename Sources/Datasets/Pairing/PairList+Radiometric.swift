// SPDX-License-Identifier: Apache-2.0

import Cameras

extension PairList {
  /// The radiometric files of a folder that are pairs by themselves; nil where there is none.
  init?(radiometric folder: ImageNames) {
    let found = Self.radiometricPairs(among: folder.images)
    guard !found.isEmpty else { return nil }
    let pairs = Set(found.map(\.first))
    self.init(
      found, unpaired: folder.images.map(\.path).filter { !pairs.contains($0) },
      leftOut: folder.leftOut, note: Self.note(found.count))
  }

  /// The list with those that have no partner by their names.
  func withRadiometricPairs(of folder: ImageNames) -> PairList {
    let alone = Set(firstOnly)
    let found = Self.radiometricPairs(among: folder.images.filter { alone.contains($0.path) })
    guard !found.isEmpty else { return self }
    let all = (pairs + found).sorted { precedesNaturally($0.stem, $1.stem) }
    let paired = Set(found.map(\.first))
    return PairList(
      all, unpaired: firstOnly.filter { !paired.contains($0) }, leftOut: folder.leftOut,
      note: [note, Self.note(found.count)].compactMap(\.self).joined(separator: "; "))
  }

  private static func radiometricPairs(among images: [NamedImage]) -> [ImagePair] {
    images.filter { RadiometricKind(ofFileAt: $0.path) == .pair }.map {
      ImagePair(stem: $0.name, first: $0.path, second: $0.path, reading: .radiometricFile)
    }
  }

  private static func note(_ count: Int) -> String {
    count == 1
      ? "1 radiometric file is a pair by itself"
      : "\(count) radiometric files, each a pair by itself"
  }
}
