// SPDX-License-Identifier: Apache-2.0

/// A car from the side: its engine and wheels are warm, its paint is even.
struct Car {
  /// The warm part of the bonnet.
  private(set) var engine: Shape
  private let layout: SceneLayout
  private var middle: Point
  /// Half its length, in pixels.
  let half: Float
  /// -1: to the left; 1: to the right.
  let facing: Float
  private let color: Color

  init(_ layout: SceneLayout, _ random: inout SceneRandom) {
    half = layout.length(0.29, atLeast: 5)
    let room = max(0, layout.width / 2 - half - 1)
    middle = Point(
      layout.width / 2 + room * random.within(-0.9, 0.9), layout.lane - layout.length(0.095))
    facing = random.unit() < 0.5 ? -1 : 1
    color = random.pick([
      Color(0.55, 0.12, 0.12), Color(0.16, 0.26, 0.48), Color(0.62, 0.63, 0.65),
      Color(0.20, 0.34, 0.26),
    ])
    self.layout = layout
    engine = .ellipse(
      Point(middle.x + facing * 0.66 * half, middle.y - layout.length(0.015)),
      layout.length(0.05, atLeast: 1.6), layout.length(0.028, atLeast: 1.6))
  }

  /// The car in the same lane elsewhere.
  func moved(right distance: Float) -> Car {
    var moved = self
    moved.middle.x += distance
    moved.engine = engine.moved(right: distance)
    return moved
  }

  /// What hides all behind it, its shadow left out.
  var shapes: [Shape] { [hull, nose, roof] + wheelCenters.map { tyre(at: $0) } }

  private var hull: Shape { .rectangle(middle, half, layout.length(0.06, atLeast: 2)) }

  private var nose: Shape {
    .ellipse(Point(middle.x + facing * 0.93 * half, middle.y), 0.14 * half, hull.halfHeight)
  }

  private var roof: Shape {
    .ellipse(cabinCenter, 0.56 * half, layout.length(0.085, atLeast: 2))
  }

  private var cabinCenter: Point {
    Point(middle.x - facing * 0.12 * half, middle.y - layout.length(0.05))
  }

  private var wheelCenters: [Point] {
    [-0.58, 0.58].map { Point(middle.x + $0 * half, layout.lane - layout.length(0.036)) }
  }

  private func tyre(at center: Point) -> Shape {
    let radius = layout.length(0.04, atLeast: 1)
    return .ellipse(center, radius, radius)
  }

  func paint(on canvas: inout SceneCanvas, isDark: Bool) {
    paintShadow(on: &canvas)
    paintCabin(on: &canvas)
    for part in [hull, nose] {
      canvas.paint(part) { _ in color }
      canvas.warm(part) { _ in 0.36 }
    }
    for center in wheelCenters { paintWheel(at: center, on: &canvas) }
    paintLights(on: &canvas, isDark: isDark)
    canvas.warm(engine) { 0.94 - 0.10 * $0.distance(to: engine.center) / engine.halfWidth }
  }

  private func paintShadow(on canvas: inout SceneCanvas) {
    let shadow = Shape.ellipse(
      Point(middle.x, layout.lane), 1.05 * half, layout.length(0.018, atLeast: 0.5))
    canvas.paint(shadow) { _ in Color(0.08, 0.08, 0.09) }
    canvas.warm(shadow) { _ in 0.50 }
  }

  private func paintCabin(on canvas: inout SceneCanvas) {
    let center = cabinCenter
    let glass = Shape.ellipse(center, 0.48 * half, layout.length(0.066, atLeast: 1))
    let pillar = Shape.rectangle(center, layout.length(0.008), layout.length(0.08))
    canvas.paint(roof) { _ in color }
    canvas.warm(roof) { _ in 0.38 }
    canvas.paint(glass) { point in
      mix(
        Color(0.50, 0.58, 0.64), Color(0.14, 0.17, 0.20), (point.y - glass.top) / glass.halfHeight)
    }
    canvas.warm(glass) { _ in 0.27 }
    canvas.paint(pillar) { _ in color }
    canvas.warm(pillar) { _ in 0.38 }
  }

  private func paintWheel(at center: Point, on canvas: inout SceneCanvas) {
    let tyre = tyre(at: center)
    let rim = Shape.ellipse(center, 0.5 * tyre.halfWidth, 0.5 * tyre.halfWidth)
    canvas.paint(tyre) { _ in Color(0.07, 0.07, 0.07) }
    canvas.warm(tyre) { _ in 0.58 }
    canvas.paint(rim) { _ in Color(0.6, 0.6, 0.62) }
    canvas.warm(rim) { _ in 0.72 }
  }

  private func paintLights(on canvas: inout SceneCanvas, isDark: Bool) {
    let size = layout.length(0.015, atLeast: 0.7)
    let head = Shape.ellipse(Point(middle.x + facing * 1.03 * half, middle.y), size, size)
    let tail = Shape.ellipse(Point(middle.x - facing * 0.97 * half, middle.y), size, size)
    canvas.paint(head, glow: isDark ? Color(1, 0.97, 0.85) : .zero) { _ in Color(0.9, 0.9, 0.85) }
    canvas.paint(tail, glow: isDark ? Color(0.8, 0.08, 0.05) : .zero) { _ in Color(0.6, 0.1, 0.1) }
  }
}
