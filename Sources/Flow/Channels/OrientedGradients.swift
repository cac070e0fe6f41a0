// SPDX-License-Identifier: Apache-2.0

private import Foundation
package import Imaging

/// How strong edges of eight directions are at each pixel, compared with each other: what two
/// sensors agree on whose brightness does not, an edge that is light to dark for one and dark to
/// light for the other included.
///
/// |g . d| for the smoothed gradient g and eight directions d, blurred; the smallest of the eight
/// subtracted; divided by the norm of the eight, which counts as at least about half the picture's
/// median. (A dense form of the histograms of Dalal and Triggs, CVPR 2005, without signs.)
package struct OrientedGradients {
  package let size: ImageSize
  /// Row by row.
  package var values: [SIMD8<Float>]

  /// Wraps values given row by row.
  package init(size: ImageSize, values: [SIMD8<Float>]) {
    (self.size, self.values) = (size, values)
  }

  /// - Parameters:
  ///   - plane: Brightness, 0...1.
  ///   - blur: The standard deviation, in pixels, over which edges are gathered.
  package init(_ plane: Plane, blur: Double) {
    size = plane.size
    let derivatives = GaussianBlur(sigma: 1)(derivatives(plane.values, size), size)
    values = GaussianBlur(sigma: blur)(
      derivatives.map { $0.replacing(with: -$0, where: $0 .< 0) }, size)
    for index in values.indices { values[index] -= values[index].min() }
    let squares = values.map { ($0 * $0).sum() }
    let floor = 0.25 * median(of: squares) + faintest * faintest
    for index in values.indices { values[index] /= (squares[index] + floor).squareRoot() }
  }

  /// Less the mean of the eight at each pixel, then less each direction's mean over the picture:
  /// what is left says where edges of a direction are more than elsewhere.
  package var centered: OrientedGradients {
    var centered = self
    for index in values.indices { centered.values[index] -= values[index].sum() / 8 }
    let mean = centered.values.reduce(SIMD8<Float>.zero, +) / Float(values.count)
    for index in values.indices { centered.values[index] -= mean }
    return centered
  }
}

/// A gradient that is noise in any picture: a thousandth of a gray level of 255.
private let faintest: Float = 1e-3 / 255

/// The unit vectors of the directions, over half a turn.
private let directions = (0..<8).map { (index: Int) -> (x: Float, y: Float) in
  let angle = Double.pi * Double(index) / 8
  return (Float(cos(angle)), Float(sin(angle)))
}

/// The derivatives in all directions, by Scharr's 3x3 operator (Scharr, Optimale
/// Operatoren in der Digitalen Bildverarbeitung, 2000).
private func derivatives(_ values: [Float], _ size: ImageSize) -> [SIMD8<Float>] {
  let (width, height) = (size.width, size.height)
  let x8 = SIMD8(directions.map(\.x))
  let y8 = SIMD8(directions.map(\.y))
  var result = [SIMD8<Float>](repeating: .zero, count: values.count)
  for y in 0..<height {
    // Mirrored at the borders.
    let above = (y > 0 ? y - 1 : min(1, height - 1)) * width
    let below = (y < height - 1 ? y + 1 : max(height - 2, 0)) * width
    let here = y * width
    for x in 0..<width {
      let left = x > 0 ? x - 1 : min(1, width - 1)
      let right = x < width - 1 ? x + 1 : max(width - 2, 0)
      let dx =
        3 * (values[above + right] - values[above + left])
        + 10 * (values[here + right] - values[here + left])
        + 3 * (values[below + right] - values[below + left])
      let dy =
        3 * (values[below + left] - values[above + left])
        + 10 * (values[below + x] - values[above + x])
        + 3 * (values[below + right] - values[above + right])
      result[here + x] = (x8 * dx + y8 * dy) / 32
    }
  }
  return result
}

/// The middle of about 5000 of the values, evenly chosen.
package func median(of values: [Float]) -> Float {
  let step = max(values.count / 5000, 1)
  let chosen = stride(from: 0, to: values.count, by: step).map { values[$0] }.sorted()
  return chosen.isEmpty ? 0 : chosen[chosen.count / 2]
}
