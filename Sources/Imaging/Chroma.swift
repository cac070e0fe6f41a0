// SPDX-License-Identifier: Apache-2.0

/// The color of an image without its brightness: BT.601 full range, 0.5 is neutral.
public struct Chroma: Sendable, Equatable {
  /// Blue minus luminance, 0...1.
  public let cb: Plane
  /// Red minus luminance, 0...1.
  public let cr: Plane

  /// Pairs two planes.
  /// - Precondition: Both have the same size.
  public init(cb: Plane, cr: Plane) {
    precondition(cb.size == cr.size, "Chroma: cb is \(cb.size), cr is \(cr.size)")
    self.cb = cb
    self.cr = cr
  }
}
