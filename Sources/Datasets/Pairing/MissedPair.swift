// SPDX-License-Identifier: Apache-2.0

/// Two images that go together by their numbers, but that were not taken together as far as their
/// times tell.
struct MissedPair {
  private let first: NamedImage
  private let second: NamedImage
  /// What lies between their times, in seconds; nil where one has no time.
  private let gap: Double?

  /// Looks among the images that a pattern fits; nil where no numbers are equal or one apart.
  init?(_ match: NameMatch) {
    let seconds = Dictionary(grouping: match.second) { SeriesPlace($0.key) }
    for (key, image) in match.first {
      let place = SeriesPlace(key)
      guard place.number != nil else { continue }
      let near = [0, 1, -1].flatMap { seconds[place.moved(by: $0)] ?? [] }.prefix(3)
        .map { MissedPair(image, $0.image) }
      guard let nearest = near.min(by: { $0.gap ?? .infinity < $1.gap ?? .infinity }) else {
        continue
      }
      self = nearest
      return
    }
    return nil
  }

  private init(_ first: NamedImage, _ second: NamedImage) {
    (self.first, self.second) = (first, second)
    let times = [first, second].map { CaptureTime.seconds(of: $0) }
    gap = times[0].flatMap { time in times[1].map { abs(time - $0) } }
  }

  /// One part of a message, after a semicolon.
  var hint: String {
    let names = "; \(first.fileName) goes with \(second.fileName) by number, but "
    guard let gap else { return names + "no time confirms it" }
    let seconds = gap.rounded() == gap ? "\(Int(gap))" : "\(gap)"
    return names
      + "they were taken \(seconds) s apart; at most \(Int(TimedMatch.tolerance)) s is wanted"
  }
}

extension PatternSearch {
  /// What numbers and times say of images that no rule joins, for a message; empty where that is
  /// nothing.
  var hint: String { numberedHint.isEmpty ? hint(on: wordPatterns.map(match)) : numberedHint }

  /// The same, and which names a pattern fits that somebody named; `place` is added to the second
  /// images, such as " in infrared".
  func hint(on pattern: NamePattern, _ place: String) -> String {
    let match = match(pattern)
    let kinds = [(match.first, first), (match.second, second)].map { fitting, all in
      "\(fitting.count) of \(all.count) images"
        + ((fitting.first?.image ?? all.first).map { " (\($0.fileName))" } ?? "")
    }
    let isFitting = !match.first.isEmpty && !match.second.isEmpty
    return "\(pattern.first) fits \(kinds[0]), \(pattern.second) \(kinds[1])\(place)"
      + (isFitting
        ? "; no two have in common what * stands for" : "; names of both kinds are wanted")
      + hint(on: [match])
  }

  private func hint(on matches: [NameMatch]) -> String {
    matches.lazy.compactMap { MissedPair($0) }.first?.hint ?? ""
  }
}
