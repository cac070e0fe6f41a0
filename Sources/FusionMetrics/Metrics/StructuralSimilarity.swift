// SPDX-License-Identifier: Apache-2.0

// SSIM. Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, "Image quality assessment: from error
// visibility to structural similarity", IEEE Transactions on Image Processing 13, 2004; with the
// window of scikit-image's `structural_similarity`: uniform, 7x7, sample covariance, no border.

import Imaging

extension Metric {
  /// SSIM(F,A) + SSIM(F,B) with data range 2 in `cddfuse`; their mean with range 255 in `standard`.
  public static let structuralSimilarity = Metric(
    name: "SSIM", title: "structural similarity",
    summary: "How alike luminance, contrast and structure are to those of both sources.",
    reference: "Wang, Bovik, Sheikh, Simoncelli 2004", minimumSide: window,
    cddfuse: MetricConvention(.none, -2...2) { similarities(in: $0.triple, dataRange: 2) },
    standard: MetricConvention(.none, -1...1) { similarities(in: $0.triple, dataRange: 255) / 2 })
}

/// The window's side.
private let window = 7

private func similarities(in triple: FusedTriple, dataRange: Double) -> Double {
  let constants = Constants(dataRange: dataRange)
  return meanSimilarity(triple.fused, triple.first, constants)
    + meanSimilarity(triple.fused, triple.second, constants)
}

/// C1 = (0.01 L)^2 and C2 = (0.03 L)^2, in the scale of window sums: n = 49 pixels, with n times
/// the sums in place of means, and n (n - 1) times the sample covariances.
private struct Constants {
  let luminance: Double
  let contrast: Double

  init(dataRange: Double) {
    let pixels = Double(window * window)
    luminance = 0.01 * dataRange * 0.01 * dataRange * pixels * pixels
    contrast = 0.03 * dataRange * 0.03 * dataRange * pixels * (pixels - 1)
  }
}

/// The mean over all windows that lie within the images.
private func meanSimilarity(_ x: GrayImage, _ y: GrayImage, _ constants: Constants) -> Double {
  let (width, height) = (x.size.width, x.size.height)
  let columns = width - window + 1
  var sums = [Float](repeating: 0, count: 5 * width)
  var windows = [Float](repeating: 0, count: 5 * columns)
  var total = 0.0
  sums.withUnsafeMutableBufferPointer { sums in
    windows.withUnsafeMutableBufferPointer { windows in
      for row in 0..<height {
        add(x.row(row), y.row(row), to: sums, sign: 1)
        if row >= window { add(x.row(row - window), y.row(row - window), to: sums, sign: -1) }
        guard row >= window - 1 else { continue }
        for k in 0..<5 { addNeighbors(in: sums, k * width, to: windows, k * columns, columns) }
        total += sumOfSimilarities(windows, columns, constants)
      }
    }
  }
  return total / Double(columns * (height - window + 1))
}

extension GrayImage {
  /// The levels of one row.
  fileprivate func row(_ row: Int) -> ArraySlice<UInt8> {
    levels[row * size.width..<(row + 1) * size.width]
  }
}

/// Adds x, y, x^2, y^2 and x y of one row to the sums of the columns, or takes them away. The sums
/// are whole numbers below 2^24, which `Float` holds exactly.
private func add(
  _ x: ArraySlice<UInt8>, _ y: ArraySlice<UInt8>, to sums: UnsafeMutableBufferPointer<Float>,
  sign: Float
) {
  let width = x.count
  x.withUnsafeBufferPointer { x in
    y.withUnsafeBufferPointer { y in
      for i in 0..<width {
        let (x, y) = (Float(x[i]), Float(y[i]))
        sums[i] += sign * x
        sums[width &+ i] += sign * y
        sums[2 &* width &+ i] += sign * x * x
        sums[3 &* width &+ i] += sign * y * y
        sums[4 &* width &+ i] += sign * x * y
      }
    }
  }
}

/// `result[to + i]` = `sums[from + i]` + ... + `sums[from + i + 6]`.
private func addNeighbors(
  in sums: UnsafeMutableBufferPointer<Float>, _ from: Int,
  to result: UnsafeMutableBufferPointer<Float>, _ to: Int, _ count: Int
) {
  let sums = UnsafeMutableBufferPointer(rebasing: sums[from...])
  let result = UnsafeMutableBufferPointer(rebasing: result[to...])
  for i in 0..<count {
    let three = sums[i] + sums[i &+ 1] + sums[i &+ 2]
    result[i] = three + sums[i &+ 3] + sums[i &+ 4] + sums[i &+ 5] + sums[i &+ 6]
  }
}

/// The similarities of one row of windows. All but the last three operations are exact.
private func sumOfSimilarities(
  _ windows: UnsafeMutableBufferPointer<Float>, _ count: Int, _ constants: Constants
) -> Double {
  let pixels = Double(window * window)
  var total = 0.0
  for i in 0..<count {
    let (x, y) = (Double(windows[i]), Double(windows[count &+ i]))
    let xx = pixels * Double(windows[2 &* count &+ i]) - x * x
    let yy = pixels * Double(windows[3 &* count &+ i]) - y * y
    let xy = pixels * Double(windows[4 &* count &+ i]) - x * y
    total +=
      (2 * x * y + constants.luminance) * (2 * xy + constants.contrast)
      / ((x * x + y * y + constants.luminance) * (xx + yy + constants.contrast))
  }
  return total
}
