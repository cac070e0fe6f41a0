// SPDX-License-Identifier: Apache-2.0

/// A street lamp; by night its light ends before the next person.
struct StreetLamp {
  private let layout: SceneLayout
  private let head: Point
  private let reach: Float
  private static let color = Color(1.0, 0.84, 0.58)

  init(_ layout: SceneLayout, slot: Int, awayFrom people: [Person]) {
    let x = layout.middle(of: slot)
    let gaps = people.map { abs($0.center.x - x) - 1.6 * $0.halfWidth }
    self.layout = layout
    head = Point(x, layout.standing - layout.length(0.36))
    reach = max(1, min(layout.length(0.55), gaps.min() ?? layout.scale))
  }

  func paint(on canvas: inout SceneCanvas, isDark: Bool) {
    let half = layout.length(0.007, atLeast: 0.5)
    let pole = Shape.box(
      left: head.x - half, top: head.y, right: head.x + half, bottom: layout.standing)
    canvas.paint(pole) { _ in Color(0.22, 0.24, 0.24) }
    canvas.warm(pole) { _ in 0.33 }
    let bulb = Shape.ellipse(
      head, layout.length(0.026, atLeast: 1), layout.length(0.018, atLeast: 1))
    canvas.paint(bulb, glow: isDark ? Self.color : .zero) { _ in Color(0.85, 0.85, 0.8) }
    canvas.warm(bulb) { _ in isDark ? 0.66 : 0.40 }
  }

  /// What it adds to the light on a surface: on the wall around its head, and on the ground below.
  func light(at point: Point) -> Color {
    let foot = Point(head.x, head.y + 5 * (layout.standing - head.y))
    let onWall = fade(point.distance(to: head) / reach)
    let onGround = fade(Point(point.x, head.y + 5 * (point.y - head.y)).distance(to: foot) / reach)
    return Self.color * (0.9 * onWall + 0.8 * onGround)
  }

  /// The glare around its head, which hides what is behind.
  func halo(at point: Point) -> Color {
    let share = fade(point.distance(to: head) / min(reach, layout.length(0.10, atLeast: 2)))
    return Self.color * (0.5 * share)
  }

  /// 1 in the middle, 0 from 1 on, smooth in between.
  private func fade(_ distance: Float) -> Float {
    let rest = max(0, 1 - distance * distance)
    return rest * rest
  }
}
