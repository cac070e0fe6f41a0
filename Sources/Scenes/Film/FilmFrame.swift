// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// One frame of a ``RenderedFilm``, with what is known of its motion.
package struct FilmFrame: Sendable, Equatable {
  /// What the visible camera sees: RGB, 8 bits.
  package let visible: Image
  /// What the infrared camera sees: gray, 8 bits.
  package let infrared: Image
  /// How far right and down of its place the thing that a pixel shows was in the frame before, in
  /// pixels, row by row: what a flow from this frame to the last one finds. People count whether or
  /// not the visible camera sees them. Zero in the first frame.
  package let motion: [SIMD2<Float>]
  /// Whether a pixel shows a person or the car: what moves even if the camera stands still.
  package let isMoving: [Bool]
}
