// SPDX-License-Identifier: Apache-2.0

/// What fusing two films took, in seconds a frame.
struct FilmMeasurement: Codable {
  let width: Int
  let height: Int
  /// How many frames were timed.
  let frames: Int
  /// Reading both films.
  let decoding: Double
  /// Making pairs, laying the second frame on the first one, and fusing them, in memory.
  let fusing: Double
  /// Writing the fused film.
  let encoding: Double
  /// All of it, side by side, from two films to one.
  let whole: Double
}
