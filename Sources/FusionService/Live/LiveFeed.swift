// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The newest picture of a live source, and those who look.
final class LiveFeed: Sendable {
  /// How a source stands.
  enum Condition: String, Encodable {
    /// No picture came yet.
    case opening
    /// Pictures come.
    case live
    /// None came for some seconds.
    case lost
  }

  /// The age of a picture from which on its source is lost.
  private static let silence = Duration.seconds(5)

  private struct State {
    var picture: LivePicture?
    var nextNumber = 0
    var viewers: [Int: AsyncStream<LivePicture>.Continuation] = [:]
  }

  /// The source.
  let name: String
  private let state = Mutex(State())

  init(_ name: String) { self.name = name }

  /// The newest picture, unless it is old, and how the source stands.
  var newest: (picture: LivePicture?, condition: Condition) {
    guard let picture = state.withLock(\.picture) else { return (nil, .opening) }
    return .now - picture.time > Self.silence ? (nil, .lost) : (picture, .live)
  }

  /// The pictures from now on, the newest one first. Whoever is slow misses some.
  func pictures() -> AsyncStream<LivePicture> {
    let (pictures, viewer) = AsyncStream.makeStream(
      of: LivePicture.self, bufferingPolicy: .bufferingNewest(1))
    let number = state.withLock { state in
      state.nextNumber += 1
      state.viewers[state.nextNumber] = viewer
      return state.nextNumber
    }
    viewer.onTermination = { [weak self] _ in
      _ = self?.state.withLock { $0.viewers.removeValue(forKey: number) }
    }
    if let picture = newest.picture { viewer.yield(picture) }
    return pictures
  }

  /// A picture was made.
  func show(_ picture: LivePicture) {
    let viewers = state.withLock { state in
      state.picture = picture
      return Array(state.viewers.values)
    }
    for viewer in viewers { viewer.yield(picture) }
  }

  /// Ends what is looked at, where the source is lost or the service is about to end.
  func dismiss() {
    for viewer in state.withLock({ Array($0.viewers.values) }) { viewer.finish() }
  }
}
