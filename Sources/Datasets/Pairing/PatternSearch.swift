// SPDX-License-Identifier: Apache-2.0

/// Finds the pattern by which images pair whose names are not equal.
///
/// Tried are: names that differ in case, leading zeros and separators alone; words such as `vis`
/// and `ir`, in any place; and, for two folders, what all names of a folder begin and end with. A
/// choice between several partners is an error, never a guess.
struct PatternSearch {
  /// The images that can be first ones, and those that can be second ones; both are all images
  /// where one folder holds both kinds.
  let first: [NamedImage]
  let second: [NamedImage]
  /// Whether one folder holds both kinds.
  let isOneFolder: Bool

  /// The match that joins most images; nil where no pattern joins any.
  /// - Throws: ``DatasetError`` with `ambiguousPairs`.
  func best() throws(DatasetError) -> NameMatch? {
    let matches = (sameNames + byWords + byAffixes).filter {
      !$0.pairs.isEmpty || !$0.clash.isEmpty
    }
    // `max` would take the last one of equal ones.
    guard let most = matches.map(\.pairs.count).max(),
      let best = matches.first(where: { $0.pairs.count == most })
    else { return nil }
    try best.requireNoClash()
    let found = FoundPairs(best)
    for other in matches { try found.requireNoConflict(with: FoundPairs(other)) }
    return best
  }

  /// A pattern that joins some images, but that is no more than a guess; nil where there is none.
  var guess: NameMatch? {
    affixMatch.flatMap { $0.pairs.isEmpty ? nil : $0 }
  }

  /// The match of a pattern. Where one folder holds both kinds an image that both globs fit is of
  /// the kind whose glob fixes more of its name.
  func match(_ pattern: NamePattern) -> NameMatch {
    guard isOneFolder else { return NameMatch(pattern, first, second) }
    let isFirstStronger = pattern.first.fixedCount >= pattern.second.fixedCount
    let (strong, weak) =
      isFirstStronger ? (pattern.first, pattern.second) : (pattern.second, pattern.first)
    let ofStrong = Set(first.filter { strong.common(in: $0) != nil })
    let ofWeak = first.filter { !ofStrong.contains($0) && weak.common(in: $0) != nil }
    let strongOnes = first.filter(ofStrong.contains)
    return isFirstStronger
      ? NameMatch(pattern, strongOnes, ofWeak) : NameMatch(pattern, ofWeak, strongOnes)
  }

  private var sameNames: [NameMatch] {
    isOneFolder ? [] : [match(.equalNames)]
  }

  private var byWords: [NameMatch] { wordPatterns.map(match) }

  /// The patterns that words make; one of both names can be without a word.
  var wordPatterns: [NamePattern] {
    ModalityWords.all.flatMap { words -> [NamePattern] in
      let firsts = NameGlob.globs(of: words.first, in: first)
      let seconds = NameGlob.globs(of: words.second, in: second)
      let both = firsts.flatMap { first in seconds.map { NamePattern(first, $0) } }
      return both + firsts.map { NamePattern($0, .any) } + seconds.map { NamePattern(.any, $0) }
    }
  }

  /// Only where nothing is left over: what folders' names have in common says little.
  private var byAffixes: [NameMatch] {
    guard let match = affixMatch, match.pairs.count > 1, match.pairs.count == first.count,
      first.count == second.count,
      match.pattern.first.numbers == match.pattern.second.numbers
    else { return [] }
    return [match]
  }

  private var affixMatch: NameMatch? {
    guard !isOneFolder, let a = NameGlob.affixes(of: first), let b = NameGlob.affixes(of: second)
    else { return nil }
    return match(NamePattern(a, b))
  }
}

extension NameMatch {
  /// - Throws: ``DatasetError`` with `ambiguousPairs` where several images have one part in common.
  func requireNoClash() throws(DatasetError) {
    guard !clash.isEmpty else { return }
    throw DatasetError(
      .ambiguousPairs,
      "\(clash.firstFew) all go together by \(pattern); one of each kind is wanted")
  }
}
