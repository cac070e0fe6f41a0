// SPDX-License-Identifier: Apache-2.0

/// Thick smoke that hides people from the visible camera and lets their warmth through.
struct Smoke {
  private let core: Shape
  private let reach: Float
  private let billows: Noise
  private let scale: Float

  init(covering people: [Person], scale: Float, _ random: inout SceneRandom) {
    core = .box(
      left: people.map { $0.center.x - 1.2 * $0.halfWidth }.min() ?? 0,
      top: people.map { $0.center.y - 1.1 * $0.halfHeight }.min() ?? 0,
      right: people.map { $0.center.x + 1.2 * $0.halfWidth }.max() ?? 0,
      bottom: people.map { $0.center.y + 1.1 * $0.halfHeight }.max() ?? 0)
    reach = 0.11 * scale
    self.scale = scale
    billows = Noise(&random)
  }

  /// What is seen of a color behind the smoke; nothing of a person.
  func over(_ color: Color, at point: Point) -> Color {
    let billow = billows.fractal(Point(6 * point.x / scale, 6 * point.y / scale))
    let distance = distanceFromCore(point) / reach
    let thickness = max(
      ease((0.5 - distance) / 0.5), ease((1.1 - distance) * 0.8 + 2.4 * (billow - 0.5)))
    let gray = Color(0.72, 0.72, 0.73) + 0.3 * (billow - 0.5)
    return mix(color, gray, distance > 2.5 ? 0 : thickness)
  }

  /// 0 anywhere on a person and a little around, growing outwards.
  private func distanceFromCore(_ point: Point) -> Float {
    let x = max(abs(point.x - core.center.x) - core.halfWidth, 0)
    let y = max(abs(point.y - core.center.y) - core.halfHeight, 0)
    return (x * x + y * y).squareRoot()
  }
}
