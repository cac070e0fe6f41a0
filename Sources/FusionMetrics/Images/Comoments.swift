// SPDX-License-Identifier: Apache-2.0

/// Variances and the covariance of two images: exact, because gray levels are whole numbers.
struct Comoments {
  /// The pixels of one image, N.
  let pixelCount: Int
  /// N^2 times the first image's variance.
  let firstVariance: Int128
  /// N^2 times the second image's variance.
  let secondVariance: Int128
  /// N^2 times the covariance.
  let covariance: Int128
  /// The sum of (x - y)^2.
  let squaredDifferences: Int

  init(_ histogram: JointHistogram) {
    var (x, y, xx, yy, xy) = (0, 0, 0, 0, 0)
    for (cell, count) in histogram.counts.enumerated() where count > 0 {
      let (row, column, count) = (cell >> 8, cell & 255, Int(count))
      x += count * row
      y += count * column
      xx += count * row * row
      yy += count * column * column
      xy += count * row * column
    }
    let total = Int128(histogram.pixelCount)
    pixelCount = histogram.pixelCount
    firstVariance = total * Int128(xx) - Int128(x) * Int128(x)
    secondVariance = total * Int128(yy) - Int128(y) * Int128(y)
    covariance = total * Int128(xy) - Int128(x) * Int128(y)
    squaredDifferences = xx + yy - 2 * xy
  }

  /// Pearson's r of the two images; not-a-number where one of them is constant.
  var correlation: Double { pearson(covariance, firstVariance, secondVariance) }

  /// The mean of (x - y)^2.
  var meanSquaredError: Double { Double(squaredDifferences) / Double(pixelCount) }
}

/// Pearson's r from sums of one scale; not-a-number where a variance is 0.
func pearson(_ covariance: Int128, _ firstVariance: Int128, _ secondVariance: Int128) -> Double {
  Double(covariance) / (Double(firstVariance) * Double(secondVariance)).squareRoot()
}
