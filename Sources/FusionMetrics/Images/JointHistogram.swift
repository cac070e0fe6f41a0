// SPDX-License-Identifier: Apache-2.0

import Imaging

/// How often each pair of gray levels occurs at one place of two images.
struct JointHistogram {
  /// 256 x 256 counts: the row is the first image's level, the column the second's.
  let counts: [UInt32]
  /// The pixels of one image.
  let pixelCount: Int

  init(_ x: GrayImage, _ y: GrayImage) {
    pixelCount = x.size.pixelCount
    counts = x.levels.withUnsafeBufferPointer { x in
      y.levels.withUnsafeBufferPointer { y in
        var counts = [UInt32](repeating: 0, count: 256 * 256)
        counts.withUnsafeMutableBufferPointer { counts in
          for i in 0..<x.count { counts[Int(x[i]) << 8 | Int(y[i])] &+= 1 }
        }
        return counts
      }
    }
  }

  /// The first image's own histogram: 256 counts.
  var firstMarginal: [Int] {
    (0..<256).map { row in counts[row * 256..<(row + 1) * 256].reduce(0) { $0 + Int($1) } }
  }

  /// The second image's own histogram: 256 counts.
  var secondMarginal: [Int] {
    counts.withUnsafeBufferPointer { counts in
      var sums = [Int](repeating: 0, count: 256)
      for (cell, count) in counts.enumerated() { sums[cell & 255] += Int(count) }
      return sums
    }
  }
}
