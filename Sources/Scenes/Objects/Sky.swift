// SPDX-License-Identifier: Apache-2.0

/// The sky: light and cloudy by day, nearly black by night, cold at any time.
struct Sky {
  private let shape: Shape
  private let horizon: Float
  private let clouds: Noise
  private let cloudSize: Float

  init(_ layout: SceneLayout, _ random: inout SceneRandom) {
    shape = .box(left: -1, top: -1, right: layout.width + 1, bottom: layout.wallBottom)
    horizon = layout.wallBottom
    clouds = Noise(&random)
    cloudSize = layout.length(0.3)
  }

  func paint(on canvas: inout SceneCanvas, isDark: Bool) {
    let (zenith, haze) = (Color(0.42, 0.60, 0.84), Color(0.80, 0.86, 0.92))
    canvas.paint(shape) { point in
      if isDark { return .zero }
      let sky = mix(zenith, haze, point.y / horizon)
      return mix(sky, Color(0.95, 0.95, 0.95), 0.8 * cloudiness(point))
    }
    if isDark {
      canvas.light(shape) {
        mix(Color(0.015, 0.02, 0.045), Color(0.04, 0.035, 0.04), $0.y / horizon)
      }
    }
    canvas.warm(shape) { mix(0.06, 0.20, $0.y / horizon) + 0.06 * cloudiness($0) }
  }

  private func cloudiness(_ point: Point) -> Float {
    ease(3 * clouds.fractal(Point(point.x / cloudSize, 2.5 * point.y / cloudSize)) - 1.3)
  }
}
