// SPDX-License-Identifier: Apache-2.0

package import Imaging

extension OrientedGradients {
  /// How well the edges of two pictures agree: the correlation of all eight directions over the
  /// chosen pixels, each pixel's mean and each direction's mean subtracted; 1 for equal pictures.
  ///
  /// - Parameters:
  ///   - other: Those of a picture of the same size.
  ///   - pixels: The pixels that both show.
  /// - Returns: -1...1; 0 where either picture is flat.
  package func agreement(with other: OrientedGradients, over pixels: [Int]) -> Double {
    let (a, b) = (centered(over: pixels), other.centered(over: pixels))
    let norm = (product(a, a) * product(b, b)).squareRoot()
    return norm > 0 ? product(a, b) / norm : 0
  }

  /// The chosen pixels, less their mean of the eight, then less the mean of each direction.
  private func centered(over pixels: [Int]) -> [SIMD8<Float>] {
    var chosen = pixels.map { values[$0] - values[$0].sum() / 8 }
    let mean = chosen.reduce(.zero, +) / Float(max(chosen.count, 1))
    for index in chosen.indices { chosen[index] -= mean }
    return chosen
  }
}

private func product(_ a: [SIMD8<Float>], _ b: [SIMD8<Float>]) -> Double {
  zip(a, b).reduce(0) { $0 + Double(($1.0 * $1.1).sum()) }
}

/// The pixels of which all others in a square about them are covered.
package func eroded(_ isCovered: [Bool], _ size: ImageSize, by reach: Int) -> [Int] {
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
