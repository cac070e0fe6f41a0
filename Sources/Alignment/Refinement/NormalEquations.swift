// SPDX-License-Identifier: Apache-2.0

import Geometry

/// Gauss-Newton's linear equations for the first eight elements of a homography, whose last one is
/// 1: A d = b, with d the step that is subtracted. Those of several pairs of one rig are added.
struct NormalEquations {
  /// A, row by row.
  private(set) var matrix = [SIMD8<Double>](repeating: .zero, count: 8)
  /// b.
  private(set) var vector = SIMD8<Double>.zero
  /// The sum of weighted squares.
  private(set) var cost = 0.0
  /// The sum of weights.
  private(set) var weight = 0.0

  static func += (sum: inout NormalEquations, other: NormalEquations) {
    for row in 0..<8 { sum.matrix[row] += other.matrix[row] }
    sum.vector += other.vector
    sum.cost += other.cost
    sum.weight += other.weight
  }

  /// Adds sums in single precision, over a line of pixels.
  mutating func add(_ line: LineSums) {
    for row in 0..<8 { matrix[row] += SIMD8<Double>(line.matrix[row]) }
    vector += SIMD8<Double>(line.vector)
    cost += Double(line.cost)
    weight += Double(line.weight)
  }

  /// The step that a model allows.
  ///
  /// - Parameters:
  ///   - model: What may change.
  ///   - damping: Share of the diagonal that is added to it (Levenberg 1944, Marquardt 1963).
  /// - Returns: Eight numbers; nil where the images do not determine them.
  func step(_ model: GeometryModel, damping: Double) -> [Double]? {
    let basis = model.basis
    let count = basis.count
    var rows = basis.map { a in
      basis.map { b in
        (0..<8).reduce(0) { $0 + a[$1] * (matrix[$1] * b).sum() }
      } + [(a * vector).sum()]
    }
    for index in 0..<count { rows[index][index] *= 1 + damping }
    guard let solution = solved(&rows) else { return nil }
    return (0..<8).map { element in
      (0..<count).reduce(0) { $0 + solution[$1] * basis[$1][element] }
    }
  }
}

extension GeometryModel {
  /// The directions in which the first eight elements of the matrix may change.
  fileprivate var basis: [SIMD8<Double>] {
    switch self {
    case .similarity:
      [
        SIMD8(1, 0, 0, 0, 1, 0, 0, 0), SIMD8(0, 1, 0, -1, 0, 0, 0, 0),
        SIMD8(0, 0, 1, 0, 0, 0, 0, 0), SIMD8(0, 0, 0, 0, 0, 1, 0, 0),
      ]
    case .affine, .homography:
      (0..<unknownCount).map { index in
        var axis = SIMD8<Double>.zero
        axis[index] = 1
        return axis
      }
    }
  }
}
