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

  /// - Throws: ``FusionError`` with `invalidTiling` for a side below ``minimumSide``.
  package func check() throws(FusionError) {
    guard case .side(let side) = self, side < Self.minimumSide else { return }
    throw FusionError(
      .invalidTiling, "tiles of \(side) pixels; at least \(Self.minimumSide) is wanted")
  }
}
