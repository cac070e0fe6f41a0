// SPDX-License-Identifier: Apache-2.0

/// The inner border of a wedge: how deep it is at each position along a side.
struct WedgeLine {
  /// The depth at position 0, in pixels.
  let offset: Float
  /// By how much it grows from one position to the next.
  let slope: Float

  /// The depth at a position.
  func end(at position: Int) -> Float { offset + slope * Float(position) }

  /// How far a run's end is from it.
  func misses(_ position: Int, _ runs: [Int]) -> Float {
    abs(Float(runs[position]) - end(at: position))
  }
}
