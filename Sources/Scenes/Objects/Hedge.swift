// SPDX-License-Identifier: Apache-2.0

/// A hedge that hides people from the visible camera; their warmth shines through its leaves.
struct Hedge {
  private let trunk: Shape
  private let bumps: [Shape]
  private let leaves: Noise
  private let leafSize: Float

  init(_ layout: SceneLayout, covering people: [Person], _ random: inout SceneRandom) {
    let left = Float(layout.personSlots.lowerBound) * layout.slotWidth
    let right = Float(layout.personSlots.upperBound) * layout.slotWidth
    // One pixel more than the people reach, so that no smooth edge lets them through.
    let top = (people.map { $0.center.y - 1.1 * $0.halfHeight }.min() ?? 0) - 1
    let bottom = (people.map { $0.center.y + 1.05 * $0.halfHeight }.max() ?? 0) + 1
    trunk = .box(left: left, top: top, right: right, bottom: bottom)
    let step = layout.length(0.035)
    bumps = (0...Int((right - left) / step)).map { number in
      let size = step * random.within(0.6, 0.9)
      let x = min(left + step * Float(number) + 0.5 * size, right - 0.5 * size)
      return .ellipse(Point(x, top + 0.2 * size), size, size)
    }
    leaves = Noise(&random)
    leafSize = layout.length(0.018, atLeast: 1.5)
  }

  /// Leaves are as warm as the air.
  func paintWarmth(on canvas: inout SceneCanvas) {
    for shape in bumps + [trunk] {
      canvas.warm(shape) { 0.40 + 0.06 * (leaf($0) - 0.5) }
    }
  }

  /// Leaves lie in front of the people.
  func paintLeaves(on canvas: inout SceneCanvas) {
    let (shade, sun) = (Color(0.08, 0.17, 0.06), Color(0.32, 0.48, 0.18))
    for shape in bumps + [trunk] {
      canvas.paint(shape) { mix(shade, sun, ease(2 * leaf($0) - 0.5)) }
    }
  }

  private func leaf(_ point: Point) -> Float {
    leaves.fractal(Point(point.x / leafSize, point.y / leafSize))
  }
}
