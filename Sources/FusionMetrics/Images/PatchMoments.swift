// SPDX-License-Identifier: Apache-2.0

/// Variances and covariances of three planes of numbers within one square patch.
struct PatchMoments {
  /// Variances of the three, in their order.
  var variances: (Double, Double, Double)
  /// Covariances: first with second, first with third, second with third.
  var covariances: (Double, Double, Double)

  /// Those of the patch in the planes x, y and z.
  ///
  /// - Parameters:
  ///   - x: The first plane, row-major.
  ///   - y: The second.
  ///   - z: The third.
  ///   - origin: The place of the upper left corner.
  ///   - side: The side of the square, which lies within the planes.
  ///   - stride: The distance of two rows.
  init(_ x: [Double], _ y: [Double], _ z: [Double], origin: Int, side: Int, stride: Int) {
    var means = SIMD4<Double>.zero
    var squares = SIMD4<Double>.zero
    var products = SIMD4<Double>.zero
    for row in 0..<side {
      for place in origin + row * stride..<origin + row * stride + side {
        let values = SIMD4(x[place], y[place], z[place], 0)
        means += values
        squares += values * values
        products += values * SIMD4(values.y, values.z, values.x, 0)
      }
    }
    let count = Double(side * side)
    means /= count
    squares = squares / count - means * means
    products = products / count - means * SIMD4(means.y, means.z, means.x, 0)
    squares = pointwiseMax(squares, .zero)
    variances = (squares.x, squares.y, squares.z)
    covariances = (products.x, products.z, products.y)
  }
}

/// The upper left corners of the squares of `side` pixels within a plane, `step` pixels apart.
func patchOrigins(width: Int, height: Int, side: Int, step: Int) -> [Int] {
  stride(from: 0, through: height - side, by: step).flatMap { y in
    stride(from: 0, through: width - side, by: step).map { x in y * width + x }
  }
}
