// SPDX-License-Identifier: Apache-2.0

import Cameras

extension PairList {
  /// The pairs of one folder: those by names, and the radiometric files that are pairs by
  /// themselves; nil where there is neither.
  ///
  /// - Parameters:
  ///   - found: The pairs by names.
  ///   - folder: All images.
  ///   - isNamed: Whether somebody named the pattern, so that it counts more than what files hold.
  init?(_ found: FoundPairs?, in folder: ImageNames, isNamed: Bool) {
    let (kept, photos) =
      isNamed ? (found, []) : found.map { $0.withoutOwnPhotos() } ?? (nil, [])
    let others = kept?.others(of: folder.images) ?? folder.images
    let alone = others.filter { RadiometricKind(ofFileAt: $0.path) == .pair }
    let byName = kept?.pairs.map(ImagePair.init) ?? []
    guard !byName.isEmpty || !alone.isEmpty else { return nil }
    let radiometric = alone.map {
      ImagePair(stem: $0.name, first: $0.path, second: $0.path, reading: .radiometricFile)
    }
    let taken = Set(alone + photos)
    let notes = [
      kept?.note(unpaired: others.count { !taken.contains($0) }),
      Self.note(on: alone.count, photos.map(\.fileName)),
    ]
    self.init(
      alone.isEmpty
        ? byName : (byName + radiometric).sorted { precedesNaturally($0.stem, $1.stem) },
      unpaired: others.filter { !alone.contains($0) }.map(\.path), leftOut: folder.leftOut,
      note: notes.contains { $0 != nil } ? notes.compactMap(\.self).joined(separator: "; ") : nil)
  }

  private static func note(on count: Int, _ photos: [String]) -> String? {
    guard count > 0 else { return nil }
    let files =
      count == 1
      ? "1 radiometric file is a pair by itself"
      : "\(count) radiometric files, each a pair by itself"
    guard !photos.isEmpty else { return files }
    return "\(files), so that what goes with one by name is left over: \(photos.firstFew)"
  }
}

extension FoundPairs {
  /// The pairs without radiometric files that hold a photo and go with an image whose name is
  /// theirs and a word, as a photo is called that was taken out of such a file; and these images.
  fileprivate func withoutOwnPhotos() -> (FoundPairs?, photos: [NamedImage]) {
    guard (pattern.first == .any) != (pattern.second == .any) else { return (self, []) }
    let isFirstPlain = pattern.first == .any
    let own = pairs.filter {
      RadiometricKind(ofFileAt: (isFirstPlain ? $0.first : $0.second).path) == .pair
    }
    let kept = FoundPairs(self, without: Set(own))
    return (kept.pairs.isEmpty ? nil : kept, own.map { isFirstPlain ? $0.second : $0.first })
  }
}

extension ImagePair {
  /// The files of a pair by names.
  init(_ pair: NameMatch.Pair) {
    self.init(stem: pair.name, first: pair.first.path, second: pair.second.path)
  }
}
