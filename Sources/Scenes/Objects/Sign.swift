// SPDX-License-Identifier: Apache-2.0

/// A sign on a pole, lit from inside by night. Its paint is everywhere equally warm.
struct Sign {
  /// The part with the pattern.
  let pattern: Shape
  private let layout: SceneLayout
  private let texture: Texture
  private let light: Color
  private let dark: Color

  init(_ layout: SceneLayout, slot: Int, _ random: inout SceneRandom) {
    let center = Point(layout.middle(of: slot), layout.standing - layout.length(0.20))
    pattern = .rectangle(
      center, layout.length(random.within(0.060, 0.085), atLeast: 1.6),
      layout.length(random.within(0.055, 0.075), atLeast: 1.6))
    texture = random.pick([.stripes, .diagonals, .checker])
    (light, dark) = random.pick([
      (Color(0.95, 0.95, 0.92), Color(0.72, 0.10, 0.10)),
      (Color(0.95, 0.95, 0.92), Color(0.08, 0.22, 0.60)),
      (Color(0.96, 0.82, 0.12), Color(0.10, 0.10, 0.10)),
      (Color(0.95, 0.95, 0.92), Color(0.05, 0.38, 0.20)),
    ])
    self.layout = layout
  }

  func paint(on canvas: inout SceneCanvas, isDark: Bool) {
    let half = layout.length(0.006, atLeast: 0.5)
    let pole = Shape.box(
      left: pattern.center.x - half, top: pattern.center.y, right: pattern.center.x + half,
      bottom: layout.standing)
    canvas.paint(pole) { _ in Color(0.5, 0.5, 0.5) }
    canvas.warm(pole) { _ in 0.36 }
    let rim = layout.length(0.008)
    let board = Shape.rectangle(
      pattern.center, pattern.halfWidth + rim, pattern.halfHeight + rim)
    canvas.paint(board, glow: isDark ? light * 0.5 : .zero) { _ in light }
    canvas.warm(board) { _ in 0.47 }
    canvas.paint(pattern) { paint(at: $0) }
    if isDark { canvas.light(pattern) { paint(at: $0) * 0.8 } }
  }

  private func paint(at point: Point) -> Color {
    let place = Point(point.x - pattern.left, point.y - pattern.top)
    return mix(dark, light, texture.lightness(place, period: layout.length(0.05, atLeast: 2)))
  }
}
