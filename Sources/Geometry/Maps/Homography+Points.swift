// SPDX-License-Identifier: Apache-2.0

package import Imaging

extension Homography {
  /// The map of a model that sends the second image's points nearest to the first one's, by least
  /// squares of the linear equations (Hartley and Zisserman, Multiple View Geometry, 2004,
  /// section 4.1); exact for as many points as the model wants.
  ///
  /// Nil where the points do not determine one: too few, or too many of them on one line.
  public init?(_ points: [PointMatch], model: GeometryModel) {
    guard 2 * points.count >= model.unknownCount,
      let from = Spread(points.map(\.second)), let to = Spread(points.map(\.first)),
      let values = leastSquares(
        points.flatMap { equations(from($0.second), to($0.first), model) })
    else { return nil }
    let map = Homography(rows(values, model))
    guard let back = to.map.inverse else { return nil }
    self = back * map * from.map
    guard elements.allSatisfy(\.isFinite), determinant != 0 else { return nil }
  }

  /// The map of a model that is nearest to this one, by least squares, over an image of that size;
  /// itself where the model allows it already.
  package func nearest(_ model: GeometryModel, over size: ImageSize) -> Homography {
    if model == .homography { return self }
    let last = SIMD2(Double(size.width - 1), Double(size.height - 1))
    let points = (0..<25).map { index in
      let place = SIMD2(Double(index % 5), Double(index / 5)) / 4 * last
      return PointMatch(first: self(place), second: place)
    }
    return Homography(points, model: model) ?? self
  }

  /// The first of the models that allows this map.
  package var simplestModel: GeometryModel {
    let elements = elements
    guard abs(elements[6]) < 1e-9, abs(elements[7]) < 1e-9 else { return .homography }
    let isTurned = abs(elements[0] - elements[4]) < 1e-9 && abs(elements[1] + elements[3]) < 1e-9
    return isTurned ? .similarity : .affine
  }

  /// How far the map misses the points: the root of the mean square, in pixels of the first image.
  public func residual(at points: [PointMatch]) -> Double {
    let squares = points.map { point in
      let offset = self(point.second) - point.first
      return (offset * offset).sum()
    }
    return (squares.reduce(0, +) / Double(max(points.count, 1))).squareRoot()
  }
}

/// Moves points so that their middle is at 0 and their mean distance from it is 1: linear equations
/// of pixels as they are would be badly conditioned (Hartley, In defense of the eight-point
/// algorithm, IEEE Trans. PAMI 19, 1997).
private struct Spread {
  let map: Homography

  /// Nil where all points are one.
  init?(_ points: [SIMD2<Double>]) {
    let middle = points.reduce(.zero, +) / Double(points.count)
    let distance =
      points.map { point in
        let offset = point - middle
        return (offset * offset).sum().squareRoot()
      }.reduce(0, +) / Double(points.count)
    guard distance > 0, distance.isFinite else { return nil }
    map = Homography.similarity(
      scale: 1 / distance, angle: 0, x: -middle.x / distance, y: -middle.y / distance)
  }

  func callAsFunction(_ point: SIMD2<Double>) -> SIMD2<Double> { map(point) }
}

/// The two equations of a point: factors of the unknowns, then what they are to sum up to.
private func equations(
  _ from: SIMD2<Double>, _ to: SIMD2<Double>, _ model: GeometryModel
) -> [[Double]] {
  let (x, y) = (from.x, from.y)
  return switch model {
  case .similarity: [[x, -y, 1, 0, to.x], [y, x, 0, 1, to.y]]
  case .affine: [[x, y, 1, 0, 0, 0, to.x], [0, 0, 0, x, y, 1, to.y]]
  case .homography:
    [
      [x, y, 1, 0, 0, 0, -to.x * x, -to.x * y, to.x],
      [0, 0, 0, x, y, 1, -to.y * x, -to.y * y, to.y],
    ]
  }
}

/// The matrix of the solved unknowns, rows first.
private func rows(_ values: [Double], _ model: GeometryModel) -> [Double] {
  switch model {
  case .similarity:
    [values[0], -values[1], values[2], values[1], values[0], values[3], 0, 0, 1]
  case .affine: values + [0, 0, 1]
  case .homography: values + [1]
  }
}

/// Solves the normal equations; nil where they have no one solution.
private func leastSquares(_ equations: [[Double]]) -> [Double]? {
  let count = equations[0].count - 1
  var rows = (0..<count).map { row in
    (0...count).map { column in equations.reduce(0) { $0 + $1[row] * $1[column] } }
  }
  return solved(&rows, leastPivot: 1e-9)
}
