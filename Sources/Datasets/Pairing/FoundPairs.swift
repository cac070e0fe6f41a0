// SPDX-License-Identifier: Apache-2.0

/// The pairs among the images of folders, and by what they were found.
struct FoundPairs {
  /// What tells the kinds.
  let pattern: NamePattern
  /// The pairs, in natural order of the first images.
  let pairs: [NameMatch.Pair]
  /// By what they were found; nil for equal names.
  private let rule: String?
  /// What shows the rule best; nil where none of the pairs is better than another.
  private let shown: NameMatch.Pair?

  /// One line about the rule; nil for equal names.
  func note(unpaired: Int) -> String? {
    guard let rule else { return nil }
    let left = unpaired == 1 ? "1 image has" : "\(unpaired) images have"
    return "\(pairs.count == 1 ? "1 pair" : "\(pairs.count) pairs") \(rule)\(example)"
      + (unpaired == 0 ? "" : "; \(left) no partner")
  }

  /// The images that are in no pair, in their order.
  func others(of images: [NamedImage]) -> [NamedImage] {
    let paired = Set(pairs.flatMap { [$0.first, $0.second] })
    return images.filter { !paired.contains($0) }
  }

  /// The pairs of others that are not among some.
  init(_ others: FoundPairs, without left: Set<NameMatch.Pair>) {
    (pattern, rule) = (others.pattern, others.rule)
    pairs = others.pairs.filter { !left.contains($0) }
    shown = others.shown.flatMap { left.contains($0) ? nil : $0 }
  }

  /// Pairs by names.
  init(_ match: NameMatch) {
    (pattern, pairs) = (match.pattern, match.pairs)
    let isEqual = match.pattern == .equalNames
    shown = isEqual ? match.folded : nil
    rule =
      !isEqual
      ? "by the pattern \(match.pattern)"
      : match.folded == nil ? nil : "by names, some but for case, zeros or separators"
  }

  /// Pairs by names and times.
  init(_ match: TimedMatch) {
    (pattern, pairs, shown) = (match.pattern, match.pairs, nil)
    let numbers = match.offset == 0 ? "" : "numbers one apart and "
    rule =
      "by the pattern \(match.pattern) with \(numbers)times within \(Int(TimedMatch.tolerance)) s"
  }

  /// Pairs by numbers alone.
  init(_ match: NumberedMatch) {
    (pattern, pairs, shown) = (match.pattern, match.pairs, nil)
    rule = "by the pattern \(match.pattern) with numbers one apart, which no time confirms"
  }

  /// - Throws: ``DatasetError`` with `ambiguousPairs` where the others join an image of these with
  ///   another partner.
  func requireNoConflict(with others: FoundPairs) throws(DatasetError) {
    let partners = Dictionary(uniqueKeysWithValues: pairs.map { ($0.first, $0.second) })
    let opposites = Dictionary(uniqueKeysWithValues: pairs.map { ($0.second, $0.first) })
    for pair in others.pairs {
      if let mine = partners[pair.first], mine != pair.second {
        throw ambiguous(pair.first, mine, pair.second, others.pattern)
      }
      if let mine = opposites[pair.second], mine != pair.first {
        throw ambiguous(pair.second, mine, pair.first, others.pattern)
      }
    }
  }

  private func ambiguous(
    _ image: NamedImage, _ mine: NamedImage, _ other: NamedImage, _ pattern: NamePattern
  ) -> DatasetError {
    DatasetError(
      .ambiguousPairs,
      "\(image.fileName) could go with \(mine.fileName) (\(self.pattern)) or with"
        + " \(other.fileName) (\(pattern)); one partner is wanted")
  }

  private var example: String {
    (shown ?? pairs.first).map {
      ", such as \($0.first.fileName) with \($0.second.fileName)"
    } ?? ""
  }
}

extension PatternSearch {
  /// The pairs of equal names, else of the pattern that joins most, else of times; nil where there
  /// are none.
  /// - Throws: ``DatasetError`` with `ambiguousPairs`.
  func found() throws(DatasetError) -> FoundPairs? {
    let equal = isOneFolder ? nil : match(.equalNames)
    if let equal, equal.pairs.contains(where: { $0.first.name == $0.second.name }) {
      return FoundPairs(equal)
    }
    let best = try best()
    if let best, !best.leavesBoth { return FoundPairs(best) }
    return try timed(of: wordPatterns.map(match), beside: best)
  }

  /// The pairs of a pattern; nil where there are none.
  /// - Throws: ``DatasetError`` with `ambiguousPairs`.
  func found(_ pattern: NamePattern) throws(DatasetError) -> FoundPairs? {
    let match = match(pattern)
    try match.requireNoClash()
    if match.leavesBoth {
      return try timed(of: [match], beside: match) ?? NumberedMatch(match).map(FoundPairs.init)
    }
    return match.pairs.isEmpty ? nil : FoundPairs(match)
  }

  /// How a pattern that is named would join what none joins by itself, for a message.
  var numberedHint: String {
    guard let match = wordPatterns.lazy.compactMap({ NumberedMatch(match($0)) }).first,
      let pair = match.pairs.first
    else { return "" }
    return "; the pattern \(match.pattern), where it is named, joins numbers one apart, which no"
      + " time confirms (\(pair.first.fileName) with \(pair.second.fileName))"
  }

  /// The pairs by times where they are more than those by names alone.
  private func timed(
    of matches: [NameMatch], beside best: NameMatch?
  ) throws(DatasetError) -> FoundPairs? {
    let found = TimedMatch.all(of: matches).map { FoundPairs($0) }
    let byNames = best.flatMap { $0.pairs.isEmpty ? nil : FoundPairs($0) }
    guard let most = found.max(by: { $0.pairs.count < $1.pairs.count }),
      most.pairs.count > byNames?.pairs.count ?? 0
    else { return byNames }
    for other in found { try most.requireNoConflict(with: other) }
    return most
  }
}

extension NamePattern {
  /// Names that are equal.
  static let equalNames = NamePattern(.any, .any)
}
