// SPDX-License-Identifier: Apache-2.0

/// The images of two lists that a pattern joins: first those whose names have the very same part in
/// common, then, of the others, those whose parts are equal but for case, leading zeros and
/// separators.
struct NameMatch {
  /// Two images and what their names have in common, as the first has it.
  struct Pair: Hashable {
    let name: String
    let first: NamedImage
    let second: NamedImage
  }

  /// An image with the part that its name has in common with its partner's.
  typealias Keyed = (key: String, image: NamedImage)

  /// What joins them.
  let pattern: NamePattern
  /// The pairs, in the order of the first images.
  private(set) var pairs: [Pair] = []
  /// A pair whose parts are not the very same; nil where there is none.
  private(set) var folded: Pair?
  /// The names of images that have one part in common, of which two at most can be meant.
  private(set) var clash: [String] = []

  /// The first images that the pattern fits, and their part in common.
  let first: [Keyed]
  /// The second ones.
  let second: [Keyed]

  private var unmatchedFirst: [Keyed]
  private var unmatchedSecond: [Keyed]

  /// Joins what can be joined.
  init(_ pattern: NamePattern, _ first: [NamedImage], _ second: [NamedImage]) {
    self.pattern = pattern
    self.first = first.compactMap { image in pattern.first.common(in: image).map { ($0, image) } }
    self.second = second.compactMap { image in
      pattern.second.common(in: image).map { ($0, image) }
    }
    (unmatchedFirst, unmatchedSecond) = (self.first, self.second)
    join { $0 }
    let count = pairs.count
    join(\.folded)
    folded = pairs.dropFirst(count).first
    pairs.sort { NamedImage.precedes($0.first, $1.first) }
  }

  /// Whether images of both kinds are left over, so that another rule might join more.
  var leavesBoth: Bool { pairs.count < first.count && pairs.count < second.count }

  /// Joins images whose parts have the same key, where one of each list has it.
  private mutating func join(_ key: (String) -> String) {
    let first = Dictionary(grouping: unmatchedFirst) { key($0.key) }
    let second = Dictionary(grouping: unmatchedSecond) { key($0.key) }
    let both = first.keys.filter { second[$0] != nil }.sorted(by: precedesNaturally)
    for key in both {
      guard let a = first[key], let b = second[key] else { continue }
      if a.count == 1, b.count == 1 {
        pairs.append(Pair(name: a[0].key, first: a[0].image, second: b[0].image))
      } else if clash.isEmpty {
        clash = (a + b).map(\.image.fileName)
      }
    }
    let joined = Set(both)
    unmatchedFirst.removeAll { joined.contains(key($0.key)) }
    unmatchedSecond.removeAll { joined.contains(key($0.key)) }
  }
}
