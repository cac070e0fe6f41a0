// SPDX-License-Identifier: Apache-2.0

/// There and back along a line, at an even pace: positions that every machine computes alike.
struct FilmPath {
  /// Half the length of the line, in pixels; 0: standing still.
  let reach: Float
  /// Pixels from one frame to the next.
  let pace: Float
  /// How far along the way the first frame is, in pixels from the middle.
  var start: Float = 0

  /// Where it is at a frame, -reach...reach.
  func callAsFunction(_ frame: Int) -> Float {
    guard reach > 0 else { return 0 }
    let period = 4 * reach
    let way = start + reach + pace * Float(frame)
    let place = way - period * (way / period).rounded(.down)
    return (place < 2 * reach ? place : period - place) - reach
  }
}
