// SPDX-License-Identifier: Apache-2.0

/// A standing person: warm, in dull clothes.
struct Person {
  /// Head, trunk, arms and legs.
  private(set) var shapes: [Shape]
  /// The middle of the trunk.
  private(set) var center: Point
  let halfWidth: Float
  let halfHeight: Float
  private let clothes: Color
  private let folds: Noise
  /// How far the person has walked.
  private var walked: Float = 0

  init(_ layout: SceneLayout, slot: Int, _ random: inout SceneRandom) {
    let x = layout.middle(of: slot) + layout.slotWidth * random.within(-0.08, 0.08)
    let size = layout.length(random.within(0.24, 0.28))
    let feet = layout.standing + layout.length(random.within(0, 0.02))
    let trunk = Shape.ellipse(
      Point(x, feet - 0.62 * size), max(1.6, 0.115 * size), max(2, 0.22 * size))
    let stride = random.within(0.03, 0.06) * size
    let head = Shape.ellipse(Point(x, feet - 0.915 * size), 0.062 * size, 0.085 * size)
    let arms = [-1, 1].map { side in
      Shape.ellipse(Point(x + side * 0.115 * size, feet - 0.61 * size), 0.035 * size, 0.18 * size)
    }
    let legs = [-1, 1].map { side in
      Shape.ellipse(Point(x + side * stride, feet - 0.23 * size), 0.055 * size, 0.23 * size)
    }
    shapes = legs + arms + [trunk, head]
    center = Point(x, feet - 0.5 * size)
    halfWidth = max(1.6, 0.15 * size)
    halfHeight = max(2, 0.5 * size)
    clothes = random.pick([
      Color(0.34, 0.36, 0.44), Color(0.44, 0.38, 0.32), Color(0.32, 0.38, 0.34),
    ])
    folds = Noise(&random)
  }

  /// The same person elsewhere.
  func moved(right distance: Float) -> Person {
    var moved = self
    moved.shapes = shapes.map { $0.moved(right: distance) }
    moved.center.x += distance
    moved.walked += distance
    return moved
  }

  func paint(on canvas: inout SceneCanvas) {
    for (index, shape) in shapes.enumerated() {
      let isHead = index == shapes.count - 1
      canvas.paint(shape) { _ in isHead ? Color(0.45, 0.33, 0.27) : clothes }
      canvas.warm(shape) { point in
        let place = Point(3 * (point.x - walked) / halfWidth, 3 * point.y / halfWidth)
        return (isHead ? 0.95 : 0.84) + 0.08 * (folds.smooth(place) - 0.5)
      }
    }
  }
}
