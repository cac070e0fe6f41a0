// SPDX-License-Identifier: Apache-2.0

/// A house front: a wall with a pattern of paint or brick, a base, and rows of windows.
struct House {
  private let layout: SceneLayout
  private let wall: Shape
  private let color: Color
  private let texture: Texture
  private let warmth: Float
  private let rooms: Noise
  private let plaster: Noise

  /// Houses side by side over the whole width.
  static func row(_ layout: SceneLayout, _ random: inout SceneRandom) -> [House] {
    var houses: [House] = []
    var left = -layout.length(random.within(0.02, 0.2))
    while left < layout.width {
      let right = left + layout.length(random.within(0.32, 0.5))
      houses.append(House(layout, left: left, right: right, &random))
      left = right + (random.unit() < 0.35 ? layout.length(0.1) : 0)
    }
    return houses
  }

  private init(
    _ layout: SceneLayout, left: Float, right: Float, _ random: inout SceneRandom
  ) {
    let top = layout.height * random.within(0.05, 0.24)
    self.layout = layout
    wall = .box(left: left, top: top, right: right, bottom: layout.wallBottom)
    color = random.pick([
      Color(0.62, 0.38, 0.30), Color(0.72, 0.66, 0.54), Color(0.55, 0.57, 0.60),
      Color(0.66, 0.55, 0.42), Color(0.48, 0.50, 0.44),
    ])
    texture = random.pick([.bricks, .bricks, .stripes])
    warmth = random.within(0.46, 0.56)
    rooms = Noise(&random)
    plaster = Noise(&random)
  }

  func paint(on canvas: inout SceneCanvas, isDark: Bool) {
    let corner = Point(wall.left, wall.top)
    let period = layout.length(0.045, atLeast: 4)
    canvas.paint(wall) { point in
      let place = Point(point.x - corner.x, point.y - corner.y)
      let pattern = mix(0.82, 1, texture.lightness(place, period: period))
      return color * (pattern * mix(0.88, 1.06, plaster.smooth(scaled(place, by: 12))))
    }
    canvas.warm(wall) { point in
      warmth + 0.05 * (wall.bottom - point.y) / (2 * wall.halfHeight)
        + 0.03 * (plaster.smooth(scaled(point, by: 5)) - 0.5)
    }
    paintTrim(on: &canvas)
    for window in windows { paint(window, on: &canvas, isDark: isDark) }
  }

  /// The cornice above and the stone base below.
  private func paintTrim(on canvas: inout SceneCanvas) {
    let cornice = Shape.rectangle(
      Point(wall.center.x, wall.top), wall.halfWidth, layout.length(0.010))
    let base = Shape.box(
      left: wall.left, top: wall.bottom - layout.length(0.05), right: wall.right,
      bottom: wall.bottom)
    canvas.paint(cornice) { _ in color * 0.6 }
    canvas.warm(cornice) { _ in warmth - 0.1 }
    canvas.paint(base) { _ in Color(0.38, 0.37, 0.36) }
    canvas.warm(base) { _ in warmth - 0.04 }
  }

  /// A pane with its place in the grid. None is low enough to light up a person from behind.
  private struct Window {
    let column: Int
    let row: Int
    let pane: Shape
  }

  private var windows: [Window] {
    let (across, down) = (layout.length(0.085, atLeast: 4), layout.length(0.105, atLeast: 5))
    let columns = max(1, Int(2 * wall.halfWidth / across - 0.4))
    let rows = max(0, Int((0.50 * layout.wallBottom - wall.top) / down + 0.3))
    let margin = wall.halfWidth - across * Float(columns) / 2
    return (0..<rows).flatMap { row in
      (0..<columns).map { column in
        let center = Point(
          wall.left + margin + across * (Float(column) + 0.5),
          wall.top + down * (Float(row) + 0.6))
        return Window(
          column: column, row: row, pane: .rectangle(center, 0.26 * across, 0.32 * down))
      }
    }
  }

  private func paint(_ window: Window, on canvas: inout SceneCanvas, isDark: Bool) {
    let pane = window.pane
    let room = rooms.cell(window.column, window.row)
    let isLit = isDark && room < 0.45
    let frame = Shape.rectangle(
      pane.center, pane.halfWidth + layout.length(0.006), pane.halfHeight + layout.length(0.006))
    canvas.paint(frame) { _ in Color(0.85, 0.84, 0.80) }
    let glow = isLit ? mix(Color(0.95, 0.72, 0.38), Color(0.85, 0.85, 0.72), room * 2) : .zero
    canvas.paint(pane, glow: glow) { point in
      let shine = (point.y - pane.top) / (2 * pane.halfHeight)
      return isLit ? .zero : mix(Color(0.52, 0.60, 0.68), Color(0.20, 0.25, 0.30), shine)
    }
    canvas.warm(pane) { _ in mix(0.30, 0.40, room) }
  }

  private func scaled(_ point: Point, by share: Float) -> Point {
    Point(point.x * share / layout.scale, point.y * share / layout.scale)
  }
}
