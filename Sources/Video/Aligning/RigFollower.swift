// SPDX-License-Identifier: Apache-2.0

import Geometry
import Imaging
import Synchronization

/// The rig of two cameras whose films are being fused: found from pairs of the first seconds, made
/// better from later ones, and never moved faster than can be seen.
///
/// Of films it is known before the first frame is fused. Of live cameras it is looked for beside
/// the fusing; until it is known there is none.
final class RigFollower {
  /// Between pairs that it is first found from.
  private static let firstPause = Duration.milliseconds(500)
  /// How many those are.
  private static let firstCount = 6
  /// Between later ones.
  private static let laterPause = Duration.seconds(2)
  /// Between two times at which it is made better.
  private static let interval = Duration.seconds(10)
  /// Pairs that are kept.
  private static let most = 8

  private let finder: any RigFinding
  private let isLive: Bool
  private let tell: @Sendable (VideoNotice) -> Void
  private var moving: MovingRig?
  private var pairs: [(first: Image, second: Image)] = []
  private var lastPair: Duration?
  private var lastSearch: Duration?
  private var isSearching = false
  private let outcome = Outcome()

  /// What a search beside the fusing has found, until it is looked at.
  private final class Outcome: Sendable {
    let found = Mutex<Result<FoundRig, any Error>?>(nil)
  }

  /// Knows nothing yet.
  init(
    _ finder: any RigFinding, isLive: Bool, tell: @escaping @Sendable (VideoNotice) -> Void
  ) {
    (self.finder, self.isLive, self.tell) = (finder, isLive, tell)
  }

  /// Looks at the first seconds of films, which are read once more for the fusing.
  ///
  /// - Throws: ``VideoError`` with `alignment` where they do not show it surely; what reading
  ///   throws.
  func begin(with matches: any MatchSource, isToStop: () -> Bool) async throws {
    defer { matches.closing() }
    while pairs.count < Self.firstCount, !isToStop(), let match = try await matches.next() {
      keep(match, after: Self.firstPause)
    }
    guard !pairs.isEmpty, !isToStop() else { return }
    let found = try await finder.rig(of: pairs, near: nil)
    guard found.isSure else {
      throw VideoError(
        .alignment, nil,
        "it is not sure how the films lie on each other (\(found.summary)); a rig file is wanted, "
          + "which daefuse align makes, or films that show more")
    }
    know(found)
    (pairs, lastPair) = ([], nil)
  }

  /// The rig for the next match; nil: not known yet.
  func rig(for match: FrameMatch) async -> Rig? {
    takeOutcome()
    keep(match, after: moving == nil ? Self.firstPause : Self.laterPause)
    if isDue(at: match.first.time) { await search(at: match.first.time) }
    moving?.advance()
    return moving?.current
  }

  private func keep(_ match: FrameMatch, after pause: Duration) {
    guard let second = match.second, !match.isHeld else { return }
    if let last = lastPair, match.first.time - last < pause { return }
    lastPair = match.first.time
    if let kept = pairs.first,
      (kept.first.size, kept.second.size) != (match.first.image.size, second.image.size)
    {
      // A camera that was away came back with another size.
      pairs = []
    }
    if pairs.count == Self.most { pairs.removeFirst() }
    pairs.append((match.first.image, second.image))
  }

  private func isDue(at time: Duration) -> Bool {
    if isSearching { return false }
    if moving == nil { return pairs.count >= Self.firstCount }
    lastSearch = lastSearch ?? time
    return pairs.count >= 2 && time - (lastSearch ?? time) >= Self.interval
  }

  private func search(at time: Duration) async {
    (isSearching, lastSearch) = (true, time)
    let work = Task { [finder, pairs, start = moving?.target, outcome] in
      let found: Result<FoundRig, any Error>
      do { found = .success(try await finder.rig(of: pairs, near: start)) } catch {
        found = .failure(error)
      }
      outcome.found.withLock { $0 = found }
    }
    if isLive { return }
    // The same film is fused alike each time.
    await work.value
    takeOutcome()
  }

  private func takeOutcome() {
    let taken = outcome.found.withLock { outcome in
      defer { outcome = nil }
      return outcome
    }
    guard let taken else { return }
    isSearching = false
    let summary: String
    switch taken {
    case .success(let found) where found.isSure: return know(found)
    case .success(let found): summary = found.summary
    // What a finder cannot say from these pairs it may say from others.
    case .failure(let error): summary = "\(error)"
    }
    if moving == nil {
      tell(.unaligned(summary))
      pairs = []
    }
  }

  private func know(_ found: FoundRig) {
    guard moving == nil else {
      moving?.target = found.rig
      return
    }
    moving = MovingRig(found.rig)
    tell(.aligned(found.rig, found.summary))
  }
}
