// SPDX-License-Identifier: Apache-2.0

import CPixels
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
  /// Row by row; zero where nothing was seen.
  package var values: [SIMD8<Float>]
  /// Pixels that show nothing of the scene, row by row; empty: all show something.
  package let isUnseen: [Bool]

  /// Wraps values given row by row, with one mark for each pixel, or none where all were seen.
  package init(size: ImageSize, values: [SIMD8<Float>], isUnseen: [Bool] = []) {
    (self.size, self.values) = (size, values)
    self.isUnseen = isUnseen.contains(true) ? isUnseen : []
  }

  /// - Parameters:
  ///   - plane: Brightness, 0...1, finite.
  ///   - isUnseen: Pixels that show nothing, row by row: between them and others there is no edge.
  ///     Empty: there are none.
  ///   - blur: The standard deviation, in pixels, over which edges are gathered.
  package init(_ plane: Plane, isUnseen: [Bool] = [], blur: Double) {
    (size, self.isUnseen) = (plane.size, isUnseen)
    var slopes = slopes(plane.values, size)
    if !isUnseen.isEmpty { for pixel in grown(isUnseen, size) { slopes[pixel] = .zero } }
    // In all directions, which are sums of two: those are blurred first.
    values = GaussianBlur(sigma: blur)(edges(of: GaussianBlur(sigma: 1)(slopes, size)), size)
    let squares = subtractLeast(&values)
    let seen = isUnseen.isEmpty ? squares : squares.indices.filter(sees).map { squares[$0] }
    let floor = 0.25 * median(of: seen) + faintest * faintest
    for index in values.indices {
      values[index] = sees(index) ? values[index] / (squares[index] + floor).squareRoot() : .zero
    }
  }

  /// Whether a pixel shows something.
  package func sees(_ pixel: Int) -> Bool { isUnseen.isEmpty || !isUnseen[pixel] }

  /// Less the mean of the eight at each pixel, then less each direction's mean over what was seen:
  /// what is left says where edges of a direction are more than elsewhere. Zero where nothing was
  /// seen.
  package var centered: OrientedGradients {
    var centered = self
    var sum = SIMD8<Float>.zero
    var count: Float = 0
    for index in values.indices where sees(index) {
      centered.values[index] -= values[index].sum() / 8
      sum += centered.values[index]
      count += 1
    }
    let mean = sum / max(count, 1)
    for index in values.indices where sees(index) { centered.values[index] -= mean }
    return centered
  }
}

/// The pixels that are marked or beside one that is.
private func grown(_ isMarked: [Bool], _ size: ImageSize) -> [Int] {
  isMarked.indices.filter { index in
    let (x, y) = (index % size.width, index / size.width)
    for v in max(y - 1, 0)...min(y + 1, size.height - 1) {
      for u in max(x - 1, 0)...min(x + 1, size.width - 1)
      where isMarked[v * size.width + u] { return true }
    }
    return false
  }
}

/// A gradient that is noise in any picture: a thousandth of a gray level of 255.
private let faintest: Float = 1e-3 / 255

/// The unit vectors of the directions, over half a turn.
private let directions = (0..<8).map { (index: Int) -> (x: Float, y: Float) in
  let angle = Double.pi * Double(index) / 8
  return (Float(cos(angle)), Float(sin(angle)))
}

/// How strong edges of all directions are.
private func edges(of slopes: [SIMD2<Float>]) -> [SIMD8<Float>] {
  Array(unsafeUninitializedCapacity: slopes.count) { edges, count in
    let edges = UnsafeMutableRawBufferPointer(edges).bindMemory(to: Float.self).baseAddress
    slopes.withUnsafeBytes { slopes in
      let slopes = slopes.bindMemory(to: Float.self)
      daefuse_edges(
        slopes.baseAddress, directions.map(\.x), directions.map(\.y), edges, slopes.count / 2)
    }
    count = slopes.count
  }
}

/// Subtracts the smallest of the eight at each pixel; the sums of the squares of what is left.
private func subtractLeast(_ values: inout [SIMD8<Float>]) -> [Float] {
  Array(unsafeUninitializedCapacity: values.count) { squares, count in
    count = values.count
    values.withUnsafeMutableBytes { values in
      let values = values.bindMemory(to: Float.self)
      daefuse_subtract_least(values.baseAddress, squares.baseAddress, values.count / 8)
    }
  }
}

/// The derivatives to the right and down, by Scharr's 3x3 operator (Scharr, Optimale
/// Operatoren in der Digitalen Bildverarbeitung, 2000).
private func slopes(_ values: [Float], _ size: ImageSize) -> [SIMD2<Float>] {
  let (width, height) = (size.width, size.height)
  var result = [SIMD2<Float>](repeating: .zero, count: values.count)
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
      result[here + x] = SIMD2(dx, dy) / 32
    }
  }
  return result
}
