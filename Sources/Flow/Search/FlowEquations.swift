// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The linear equations of a flow: two for each pixel, which tie it to its four neighbors.
struct FlowEquations {
  /// How far beyond its equations' solution a pixel goes at each visit.
  private static let overrelaxation: Float = 1.9

  /// The flow so far.
  private(set) var shifts: [SIMD2<Float>]
  private let start: [SIMD2<Float>]
  private let data: [FlowTerms]
  private let stillness: Float
  /// What a difference to the next pixel to the right, and below, counts; 0 at the borders.
  private let right: [Float]
  private let below: [Float]
  private let width: Int

  init(_ flow: DenseFlow, data: [FlowTerms], smoothness: Float, stillness: Float) {
    (shifts, start, self.data, self.stillness) = (flow.shifts, flow.shifts, data, stillness)
    width = flow.size.width
    let steadiness = flow.steadiness
    (right, below) = flow.ties(steadiness, smoothness)
  }

  /// Gauss and Seidel's method, over-relaxed, in a fixed order, over all pixels so many times.
  mutating func relax(_ sweeps: Int) {
    let count = shifts.count
    for _ in 0..<sweeps {
      for pixel in 0..<count {
        var (tied, sum) = (Float(stillness), SIMD2<Float>.zero)
        if pixel >= width {
          tied += below[pixel - width]
          sum += below[pixel - width] * shifts[pixel - width]
        }
        if pixel > 0 {
          tied += right[pixel - 1]
          sum += right[pixel - 1] * shifts[pixel - 1]
        }
        if right[pixel] > 0 {
          tied += right[pixel]
          sum += right[pixel] * shifts[pixel + 1]
        }
        if below[pixel] > 0 {
          tied += below[pixel]
          sum += below[pixel] * shifts[pixel + width]
        }
        shifts[pixel] += Self.overrelaxation * step(pixel, tied, sum)
      }
    }
  }

  /// From a pixel's shift to what solves its two equations while its neighbors stay.
  private func step(_ pixel: Int, _ tied: Float, _ sum: SIMD2<Float>) -> SIMD2<Float> {
    let terms = data[pixel]
    let (a, b, c) = (terms.square.x + tied, terms.square.y, terms.square.z + tied)
    let place = shifts[pixel]
    let moved = place - start[pixel]
    let rest =
      SIMD2(
        terms.line.x - terms.square.x * moved.x - b * moved.y,
        terms.line.y - b * moved.x - terms.square.z * moved.y) + sum - tied * place
    let determinant = a * c - b * b
    guard determinant > 1e-12 else { return .zero }
    return SIMD2(c * rest.x - b * rest.y, a * rest.y - b * rest.x) / determinant
  }
}

extension DenseFlow {
  /// What the change from a pixel to its neighbors counts: 1 where there is none, less where the
  /// flow has an edge (Charbonnier's function, a tenth of a pixel and below counts whole).
  fileprivate var steadiness: [Float] {
    (0..<shifts.count).map { pixel in
      let (x, y) = (pixel % size.width, pixel / size.width)
      let across =
        shifts[x + 1 < size.width ? pixel + 1 : pixel] - shifts[x > 0 ? pixel - 1 : pixel]
      let down =
        shifts[y + 1 < size.height ? pixel + size.width : pixel]
        - shifts[y > 0 ? pixel - size.width : pixel]
      let square = ((across * across).sum() + (down * down).sum()) / 4
      return 1 / (square / 0.01 + 1).squareRoot()
    }
  }

  /// The ties of each pixel to the one to the right and to the one below.
  fileprivate func ties(
    _ steadiness: [Float], _ smoothness: Float
  ) -> (right: [Float], below: [Float]) {
    let width = size.width
    let right = steadiness.indices.map { pixel in
      pixel % width + 1 < width
        ? smoothness * (steadiness[pixel] + steadiness[pixel + 1]) / 2 : 0
    }
    let below = steadiness.indices.map { pixel in
      pixel + width < steadiness.count
        ? smoothness * (steadiness[pixel] + steadiness[pixel + width]) / 2 : 0
    }
    return (right, below)
  }
}
