// SPDX-License-Identifier: Apache-2.0

/// A pattern of paint that the infrared camera does not see.
enum Texture: CaseIterable {
  case stripes, diagonals, checker, bricks

  /// How light the pattern is at a point.
  /// - Parameters:
  ///   - point: Where, from the surface's corner, in pixels.
  ///   - period: The length of one repetition in pixels.
  /// - Returns: 1 on light paint, 0 on dark.
  func lightness(_ point: Point, period: Float) -> Float {
    let (u, v) = (point.x / period, point.y / period)
    return switch self {
    case .stripes: phase(u) < 0.5 ? 1 : 0
    case .diagonals: phase(u + v) < 0.5 ? 1 : 0
    case .checker: (phase(u) < 0.5) == (phase(v) < 0.5) ? 1 : 0
    case .bricks: bricks(u, v)
    }
  }

  /// Courses half a period high, each shifted against the one below; mortar is dark.
  private func bricks(_ u: Float, _ v: Float) -> Float {
    let course = (v * 2).rounded(.down)
    let shift = course * 0.5
    return phase(v * 2) < 0.15 || phase(u + shift) < 0.08 ? 0 : 1
  }

  private func phase(_ value: Float) -> Float { value - value.rounded(.down) }
}
