// SPDX-License-Identifier: Apache-2.0

/// Images that two cameras numbered in turn (`DJI_0001_W`, `DJI_0002_T`) and whose files have no
/// times any more, as after editing.
///
/// Every image of either kind must have a partner by one step of the number, up or down, and by
/// that one alone. Even so it is taken only where the pattern is named: a shot that was deleted
/// would join images of two moments.
struct NumberedMatch {
  /// What tells the kinds.
  let pattern: NamePattern
  /// The pairs, in the order of the first images.
  let pairs: [NameMatch.Pair]

  /// Looks at what a pattern fits; nil where names join some, an image has a time, or either step
  /// or none joins all.
  init?(_ match: NameMatch) {
    guard match.pairs.isEmpty, match.clash.isEmpty, !match.first.isEmpty,
      match.first.count == match.second.count
    else { return nil }
    let found = [1, -1].compactMap { Self.pairs(of: match, step: $0) }
    guard found.count == 1,
      (match.first + match.second).allSatisfy({ CaptureTime.seconds(of: $0.image) == nil })
    else { return nil }
    (pattern, pairs) = (match.pattern, found[0])
  }

  /// The pairs whose numbers are a step apart; nil unless all images are in one.
  private static func pairs(of match: NameMatch, step: Int) -> [NameMatch.Pair]? {
    let seconds = Dictionary(grouping: match.second) { SeriesPlace($0.key) }
    let pairs = match.first.compactMap { first -> NameMatch.Pair? in
      let place = SeriesPlace(first.key)
      guard place.number != nil, let partners = seconds[place.moved(by: step)],
        partners.count == 1
      else { return nil }
      return NameMatch.Pair(name: first.key, first: first.image, second: partners[0].image)
    }
    return pairs.count == match.first.count && Set(pairs.map(\.second)).count == pairs.count
      ? pairs : nil
  }
}
