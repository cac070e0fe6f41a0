// SPDX-License-Identifier: Apache-2.0

/// What happens in a ``RenderedFilm`` besides motion; frames are counted from 0.
package struct FilmEvents: Sendable, Equatable {
  /// From this frame on the infrared camera shows all ``gainStep`` levels lighter, as one that has
  /// chosen another range does; nil: it never does.
  package var gainFrame: Int?
  /// By how many levels of 255.
  package var gainStep = 10
  /// The frames in which the infrared camera shows the one before them again, as a thermal camera
  /// does that closes its shutter to calibrate; empty: it never does.
  package var freeze = 0..<0

  /// Nothing happens.
  package init() {}
}
