// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Strength and direction of the gradient along one row of an image, by Sobel's 3x3 windows; one
/// row at a time, so that all stays in the processor's cache.
struct EdgeRow {
  /// sqrt(Sx^2 + Sy^2) of four pixels each; zeros fill up the last four.
  private(set) var strengths: [SIMD4<Double>]
  /// atan(Sy / Sx), and pi/2 where Sx is 0; y points up.
  private(set) var angles: [SIMD4<Double>]
  /// How many rows there are.
  var rowCount: Int { plane.height - 2 }

  private let plane: PaddedPlane
  private var across: [SIMD4<Double>]
  private var up: [SIMD4<Double>]

  /// - Parameters:
  ///   - image: At least 3x3 pixels together with the padding.
  ///   - padding: Pixels of level 0 put round the image; the outermost pixels get no gradient.
  init(_ image: GrayImage, padding: Int) {
    plane = PaddedPlane(image, padding: padding)
    across = [SIMD4<Double>](repeating: .zero, count: (plane.width - 2 + 3) / 4)
    (up, strengths, angles) = (across, across, across)
  }

  /// Fills in the row of this index, 0 to `rowCount` - 1.
  mutating func read(_ row: Int) {
    plane.writeGradients(row, across: &across, up: &up)
    for i in across.indices {
      strengths[i] = (across[i] * across[i] + up[i] * up[i]).squareRoot()
      angles[i] = lineAngle(x: across[i], y: up[i])
    }
  }
}

/// An image with a black frame.
private struct PaddedPlane {
  let width: Int
  let height: Int
  private var levels: [UInt8]

  init(_ image: GrayImage, padding: Int) {
    let size = image.size
    (width, height) = (size.width + 2 * padding, size.height + 2 * padding)
    levels = [UInt8](repeating: 0, count: width * height)
    for row in 0..<size.height {
      let start = (row + padding) * width + padding
      levels.replaceSubrange(
        start..<start + size.width,
        with: image.levels[row * size.width..<(row + 1) * size.width])
    }
  }

  /// Right minus left and upper minus lower, weighted 1, 2, 1, about each inner pixel of row
  /// `row` + 1.
  func writeGradients(_ row: Int, across: inout [SIMD4<Double>], up: inout [SIMD4<Double>]) {
    levels.withUnsafeBufferPointer { levels in
      across.withUnsafeMutableBytes { across in
        up.withUnsafeMutableBytes { up in
          let (across, up) = (across.bindMemory(to: Double.self), up.bindMemory(to: Double.self))
          for column in 0..<width &- 2 {
            let upper = row &* width &+ column
            let (middle, lower) = (upper &+ width, upper &+ 2 &* width)
            let rising = Int32(levels[upper &+ 2]) &- Int32(levels[lower])
            let falling = Int32(levels[upper]) &- Int32(levels[lower &+ 2])
            let level = Int32(levels[middle &+ 2]) &- Int32(levels[middle])
            let steep = Int32(levels[upper &+ 1]) &- Int32(levels[lower &+ 1])
            across[column] = Double(2 &* level &+ rising &- falling)
            up[column] = Double(2 &* steep &+ rising &+ falling)
          }
        }
      }
    }
  }
}
