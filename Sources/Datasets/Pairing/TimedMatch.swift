// SPDX-License-Identifier: Apache-2.0

/// Images that were taken together although their names are not numbered alike.
///
/// Cameras that write two files a shot count the files (`DJI_0001_W`, `DJI_0002_T`) or stamp each
/// with its own second. Images pair whose names are equal but for time stamps and a last number
/// that differs by the same -1, 0 or 1 for all, and whose times differ by ``tolerance`` at most.
struct TimedMatch {
  /// What tells the kinds.
  let pattern: NamePattern
  /// The pairs, in the order of the first images.
  let pairs: [NameMatch.Pair]
  /// What is added to a first image's number for its partner's.
  let offset: Int
  /// The median of the differences of time, in seconds.
  private let gap: Double

  /// How far apart two shots may be, in seconds: times of whole seconds, and a slow second camera.
  static let tolerance = 2.0

  /// What can be joined by times of the images that patterns fit.
  static func all(of matches: [NameMatch]) -> [TimedMatch] {
    var times: [NamedImage: Double?] = [:]
    func time(_ image: NamedImage) -> Double? {
      let known = times[image] ?? CaptureTime.seconds(of: image)
      times[image] = .some(known)
      return known
    }
    return matches.compactMap { match in
      guard !match.first.isEmpty, !match.second.isEmpty else { return nil }
      let first = match.first.compactMap { Shot($0, at: time($0.image)) }
      let second = match.second.compactMap { Shot($0, at: time($0.image)) }
      return best(match.pattern, first, second)
    }
  }

  /// The offset by which times are nearest; nil where two are equally near, or none joins any.
  private static func best(
    _ pattern: NamePattern, _ first: [Shot], _ second: [Shot]
  ) -> TimedMatch? {
    let found = [0, 1, -1].map { TimedMatch(pattern, first, second, offset: $0) }
      .filter { !$0.pairs.isEmpty }.sorted { $0.gap < $1.gap }
    guard let nearest = found.first else { return nil }
    return found.dropFirst().contains { $0.gap == nearest.gap } ? nil : nearest
  }

  private init(_ pattern: NamePattern, _ first: [Shot], _ second: [Shot], offset: Int) {
    (self.pattern, self.offset) = (pattern, offset)
    let groups = Dictionary(grouping: second, by: \.place)
    let choices = first.compactMap { shot -> (Shot, Shot)? in
      groups[shot.place.moved(by: offset)].flatMap(shot.nearest).map { (shot, $0) }
    }
    let ofSecond = Dictionary(grouping: choices, by: \.1.image)
    // An image that two others claim is nobody's.
    let single = choices.filter { ofSecond[$0.1.image]?.count == 1 }
    pairs = single.map { NameMatch.Pair(name: $0.key, first: $0.image, second: $1.image) }
    gap = single.map { abs($0.time - $1.time) }.sorted().dropFirst(single.count / 2).first ?? 0
  }
}

/// An image with what its name says of its place in a series.
private struct Shot {
  let key: String
  let image: NamedImage
  let time: Double
  let place: SeriesPlace

  init?(_ keyed: NameMatch.Keyed, at time: Double?) {
    guard let time else { return nil }
    (key, image, self.time) = (keyed.key, keyed.image, time)
    place = SeriesPlace(keyed.key)
  }

  /// The one that was taken next to this one; nil where none is near, or two are equally so.
  func nearest(of others: [Shot]) -> Shot? {
    let near = others.map { (gap: abs($0.time - time), shot: $0) }
      .filter { $0.gap <= TimedMatch.tolerance }.sorted { $0.gap < $1.gap }
    guard let nearest = near.first else { return nil }
    return near.count > 1 && near[1].gap == nearest.gap ? nil : nearest.shot
  }
}
