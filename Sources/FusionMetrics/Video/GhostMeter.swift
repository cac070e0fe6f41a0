// SPDX-License-Identifier: Apache-2.0

/// Looks for ghosts in a fused film of a camera that stands: what is left of things where they have
/// just been.
///
/// A pixel that something has just left shows the background; so it does some frames later. How
/// much more it changes until then than pixels that nothing has passed is what a ghost adds. What
/// moves must be known, as it is of a rendered film.
package struct GhostMeter: Sendable {
  /// How many frames back a pixel may have been left.
  private static let left = 3
  /// After how many frames a ghost is over.
  private static let later = 5

  /// The newest frames, the oldest first.
  private var window: [(levels: [UInt8], isMoving: [Bool])] = []
  private var uncovered = Sum()
  private var untouched = Sum()

  /// A meter that has seen nothing.
  package init() {}

  /// Adds the next frame, with the pixels that show something that moves.
  /// - Precondition: There are as many pixels as in the frame before.
  package mutating func add(_ frame: GrayImage, isMoving: [Bool]) {
    precondition(
      frame.levels.count == isMoving.count
        && (window.last?.levels.count ?? isMoving.count) == isMoving.count,
      "GhostMeter: \(frame.levels.count) pixels, \(isMoving.count) are marked")
    window.append((frame.levels, isMoving))
    guard window.count == Self.left + 1 + Self.later else { return }
    look()
    window.removeFirst()
  }

  /// How many gray levels a ghost adds, 0...255; nil where nothing has left any pixel.
  package var ghosting: Double? {
    guard let uncovered = uncovered.mean else { return nil }
    return max(uncovered - (untouched.mean ?? 0), 0)
  }

  /// Compares the frame after those that things may have left with the newest one.
  private mutating func look() {
    let (now, end) = (window[Self.left], window[window.count - 1])
    for pixel in now.levels.indices {
      // From now on nothing may pass.
      guard !window[Self.left...].contains(where: { $0.isMoving[pixel] }) else { continue }
      let change = abs(Int(now.levels[pixel]) - Int(end.levels[pixel]))
      if window[..<Self.left].contains(where: { $0.isMoving[pixel] }) {
        uncovered.add(change)
      } else {
        untouched.add(change)
      }
    }
  }
}

/// Sums up changes.
private struct Sum {
  private var total = 0
  private var count = 0

  mutating func add(_ change: Int) {
    total += change
    count += 1
  }

  var mean: Double? { count > 0 ? Double(total) / Double(count) : nil }
}
