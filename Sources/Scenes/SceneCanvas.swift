// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Red, green and blue, 0...1.
typealias Color = SIMD3<Float>

/// The scene as it is painted, from back to front, before light falls on it.
struct SceneCanvas {
  let size: ImageSize
  /// The place of the scene that the picture's upper left corner shows.
  private let origin: Point
  /// The share of the light that each pixel throws back.
  private(set) var reflected: [Color]
  /// The light that each pixel gives off by itself.
  private(set) var emitted: [Color]
  /// How warm each pixel is, 0...1.
  private(set) var temperature: [Float]

  init(size: ImageSize, origin: Point = Point(0, 0)) {
    (self.size, self.origin) = (size, origin)
    reflected = Array(repeating: .zero, count: size.pixelCount)
    emitted = reflected
    temperature = Array(repeating: 0, count: size.pixelCount)
  }

  /// Covers a figure with what only the visible camera sees.
  /// - Parameters:
  ///   - shape: Where; its edge is smooth.
  ///   - glow: Light that it gives off, which needs no lamp.
  ///   - surface: The share of light that it throws back at a point.
  mutating func paint(
    _ shape: Shape, glow: Color = .zero, surface: (Point) -> Color
  ) {
    visit(shape) { canvas, index, point, coverage in
      canvas.reflected[index] = mix(canvas.reflected[index], surface(point), coverage)
      canvas.emitted[index] = mix(canvas.emitted[index], glow, coverage)
    }
  }

  /// Covers a figure with light of its own whose color differs from point to point.
  mutating func light(_ shape: Shape, glow: (Point) -> Color) {
    visit(shape) { canvas, index, point, coverage in
      canvas.emitted[index] = mix(canvas.emitted[index], glow(point), coverage)
    }
  }

  /// Covers a figure with what only the infrared camera sees.
  mutating func warm(_ shape: Shape, temperature: (Point) -> Float) {
    visit(shape) { canvas, index, point, coverage in
      canvas.temperature[index] = mix(canvas.temperature[index], temperature(point), coverage)
    }
  }

  /// The pixels that lie wholly inside one of the figures, as row-major indices.
  func interior(of shapes: [Shape]) -> Set<Int> { pixels(in: shapes, covered: 1) }

  /// The pixels half of which lies inside one of the figures, or more.
  func pixels(mostlyIn shapes: [Shape]) -> Set<Int> { pixels(in: shapes, covered: 0.5) }

  private func pixels(in shapes: [Shape], covered: Float) -> Set<Int> {
    var indices: Set<Int> = []
    for shape in shapes {
      for y in rows(of: shape) {
        for x in columns(of: shape)
        where shape.coverage(place(x, y)) >= covered {
          indices.insert(y * size.width + x)
        }
      }
    }
    return indices
  }

  /// The place of the scene in the middle of a pixel.
  func place(_ x: Int, _ y: Int) -> Point {
    Point(Float(x) + 0.5 + origin.x, Float(y) + 0.5 + origin.y)
  }

  private mutating func visit(
    _ shape: Shape, _ body: (inout SceneCanvas, Int, Point, Float) -> Void
  ) {
    for y in rows(of: shape) {
      for x in columns(of: shape) {
        let point = place(x, y)
        let coverage = shape.coverage(point)
        if coverage > 0 { body(&self, y * size.width + x, point, coverage) }
      }
    }
  }

  private func rows(of shape: Shape) -> Range<Int> {
    pixels(from: shape.top - origin.y, to: shape.bottom - origin.y, limit: size.height)
  }

  private func columns(of shape: Shape) -> Range<Int> {
    pixels(from: shape.left - origin.x, to: shape.right - origin.x, limit: size.width)
  }

  /// The pixels that touch an interval, with one more for the smooth edge.
  private func pixels(from low: Float, to high: Float, limit: Int) -> Range<Int> {
    let first = min(max(Int(low) - 1, 0), limit)
    return first..<max(first, min(Int(high.rounded(.up)) + 1, limit))
  }
}
