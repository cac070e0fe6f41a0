// SPDX-License-Identifier: Apache-2.0

/// Pavement and road.
struct Ground {
  private let layout: SceneLayout
  private let grain: Noise
  private let patches: Noise

  init(_ layout: SceneLayout, _ random: inout SceneRandom) {
    self.layout = layout
    grain = Noise(&random)
    patches = Noise(&random)
  }

  func paint(on canvas: inout SceneCanvas) {
    paintPavement(on: &canvas)
    paintRoad(on: &canvas)
    paintMarkings(on: &canvas)
  }

  private func paintPavement(on canvas: inout SceneCanvas) {
    let pavement = strip(from: layout.wallBottom, to: layout.curb)
    let period = layout.length(0.08, atLeast: 4)
    canvas.paint(pavement) { point in
      let place = Point(point.x, point.y - layout.wallBottom)
      let slabs = mix(0.85, 1, Texture.bricks.lightness(place, period: period))
      return Color(0.60, 0.58, 0.55) * (slabs * mix(0.9, 1.05, speckle(point)))
    }
    canvas.warm(pavement) { 0.38 + 0.04 * (patch($0) - 0.5) }
    let edge = strip(from: layout.curb - layout.length(0.012, atLeast: 1), to: layout.curb)
    canvas.paint(edge) { _ in Color(0.74, 0.73, 0.70) }
    canvas.warm(edge) { _ in 0.34 }
  }

  private func paintRoad(on canvas: inout SceneCanvas) {
    let road = strip(from: layout.curb, to: layout.height + 1)
    canvas.paint(road) { point in
      Color(0.30, 0.30, 0.32) * mix(0.8, 1.15, 0.5 * speckle(point) + 0.5 * patch(point))
    }
    canvas.warm(road) { 0.46 + 0.06 * (patch($0) - 0.5) }
  }

  /// Dashes of paint, as warm as the road: the visible camera alone sees them.
  private func paintMarkings(on canvas: inout SceneCanvas) {
    let (step, thickness) = (layout.length(0.30), layout.length(0.011, atLeast: 0.7))
    for number in 0...Int(layout.width / step) {
      let center = Point(step * (Float(number) + 0.5), 0.925 * layout.height)
      canvas.paint(.rectangle(center, 0.3 * step, thickness)) { point in
        Color(0.88, 0.87, 0.82) * mix(0.8, 1, speckle(point))
      }
    }
  }

  private func strip(from top: Float, to bottom: Float) -> Shape {
    .box(left: -1, top: top, right: layout.width + 1, bottom: bottom)
  }

  private func speckle(_ point: Point) -> Float {
    grain.smooth(Point(point.x * 0.7, point.y * 0.9))
  }

  private func patch(_ point: Point) -> Float {
    patches.fractal(Point(3 * point.x / layout.scale, 9 * point.y / layout.scale))
  }
}
