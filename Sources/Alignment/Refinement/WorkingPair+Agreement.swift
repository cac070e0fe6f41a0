// SPDX-License-Identifier: Apache-2.0

import Flow
import Geometry
import Imaging

extension WorkingPair {
  /// How well both images' oriented gradients agree under a geometry of the working images: the
  /// correlation of all eight directions over the pixels that both show, each direction's mean
  /// subtracted; 1 for equal images. -1 where they hardly overlap, or where no camera sees so.
  func agreement(under geometry: Homography) -> Double {
    guard geometry.shows(second.size), geometry.scale(at: second.size.center) < 8 else { return -1 }
    let moved = second.warped(by: geometry, to: first.size)
    let isCommon = (0..<first.size.pixelCount).map { first.sees($0) && moved.sees($0) }
    let common = eroded(isCommon, first.size, by: 4)
    guard common.count * 20 > first.size.pixelCount else { return -1 }
    let warped = OrientedGradients(moved, blur: 1.5)
    let still = OrientedGradients(first, blur: 1.5)
    return correlation(still.centered(over: common), warped.centered(over: common))
  }
}

extension OrientedGradients {
  /// The chosen pixels, less their mean of the eight, then less the mean of each direction.
  fileprivate func centered(over pixels: [Int]) -> [SIMD8<Float>] {
    var chosen = pixels.map { values[$0] - values[$0].sum() / 8 }
    let mean = chosen.reduce(.zero, +) / Float(max(chosen.count, 1))
    for index in chosen.indices { chosen[index] -= mean }
    return chosen
  }
}

private func correlation(_ a: [SIMD8<Float>], _ b: [SIMD8<Float>]) -> Double {
  func product(_ a: [SIMD8<Float>], _ b: [SIMD8<Float>]) -> Double {
    zip(a, b).reduce(0) { $0 + Double(($1.0 * $1.1).sum()) }
  }
  let norm = (product(a, a) * product(b, b)).squareRoot()
  return norm > 0 ? product(a, b) / norm : 0
}

/// The pixels of which all others in a square about them are covered.
func eroded(_ isCovered: [Bool], _ size: ImageSize, by reach: Int) -> [Int] {
  // How many covered pixels come before each one of its row, and how many whole rows of the square
  // lie above it.
  var across = isCovered
  for y in 0..<size.height {
    var run = 0
    for x in 0..<size.width {
      run = isCovered[y * size.width + x] ? run + 1 : 0
      across[y * size.width + max(x - reach, 0)] = run > 2 * reach
    }
    for x in max(size.width - reach, 0)..<size.width { across[y * size.width + x] = false }
  }
  var runs = [Int](repeating: 0, count: size.width)
  var result: [Int] = []
  for y in 0..<size.height {
    for x in 0..<size.width {
      runs[x] = across[y * size.width + x] ? runs[x] + 1 : 0
      if runs[x] > 2 * reach { result.append((y - reach) * size.width + x) }
    }
  }
  return result
}
