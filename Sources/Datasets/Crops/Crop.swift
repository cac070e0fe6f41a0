// SPDX-License-Identifier: Apache-2.0

import Imaging

/// A square cut from both images of a pair, perhaps mirrored.
struct Crop {
  let left: Int
  let top: Int
  let side: Int
  let isMirroredHorizontally: Bool
  let isMirroredVertically: Bool

  /// A square anywhere in `pair`, whose sides must be at least `side`.
  init(of side: Int, in pair: DecodedPair, using generator: inout SplitMix64) {
    self.side = side
    left = Int.random(in: 0...(pair.size.width - side), using: &generator)
    top = Int.random(in: 0...(pair.size.height - side), using: &generator)
    isMirroredHorizontally = Bool.random(using: &generator)
    isMirroredVertically = Bool.random(using: &generator)
  }

  /// The bytes of the square, row-major.
  func cut(_ bytes: [UInt8], rowLength: Int) -> [UInt8] {
    var cut: [UInt8] = []
    cut.reserveCapacity(side * side)
    for row in 0..<side {
      let y = top + (isMirroredVertically ? side - 1 - row : row)
      let line = bytes[y * rowLength + left..<y * rowLength + left + side]
      if isMirroredHorizontally { cut += line.reversed() } else { cut += line }
    }
    return cut
  }
}

/// Whether a crop shows enough to learn from: its percentiles satisfy (P90 - P10) / P90 >= 0.1
/// (the rule of CDDFuse, CVPR 2023). Ranks are rounded down, not interpolated between.
func hasContrast(_ crop: [UInt8]) -> Bool {
  let levels = Histogram(crop)
  func percentile(_ share: Double) -> Float {
    levels.value(rank: Int(share * Double(crop.count - 1)))
  }
  let high = percentile(0.9)
  return high > 0 && Double(high - percentile(0.1)) / Double(high) >= 0.1
}
