// SPDX-License-Identifier: Apache-2.0

/// Whether a method fuses large images in overlapping tiles.
public enum FusionTiling: Sendable, Equatable {
  /// In tiles where the whole image would take too much memory.
  case automatic
  /// Whole, whatever memory it takes.
  case off
  /// In square tiles of that side, in pixels, at least ``minimumSide``.
  case side(Int)

  /// The smallest side of a tile, in pixels.
  public static let minimumSide = 256
}
