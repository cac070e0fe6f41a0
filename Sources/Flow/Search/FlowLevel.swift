// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Two pictures of one size, between which a flow is improved.
struct FlowLevel {
  private let first: FeaturePicture
  private let second: FeaturePicture
  private let firstSlopes: Slopes
  private let secondSlopes: Slopes
  private let weights: [Float]?

  /// - Parameters:
  ///   - first: A picture.
  ///   - second: Another one of its size.
  ///   - weights: What each pixel of the first counts, 0...1; nil: all count 1.
  init(_ first: FeaturePicture, _ second: FeaturePicture, weights: [Float]?) {
    (self.first, self.second, self.weights) = (first, second, weights)
    firstSlopes = Slopes(first)
    secondSlopes = Slopes(second)
  }

  /// A better flow than one that is about right.
  func refined(
    _ flow: DenseFlow, smoothness: Float, stillness: Float, sweeps: Int
  ) -> DenseFlow {
    var equations = FlowEquations(
      flow, data: (0..<flow.shifts.count).map { terms(flow, $0) }, smoothness: smoothness,
      stillness: stillness)
    equations.relax(sweeps)
    return DenseFlow(size: flow.size, shifts: equations.shifts)
  }

  /// What a pixel says: the features where it is looked up, linear in the step from there.
  private func terms(_ flow: DenseFlow, _ pixel: Int) -> FlowTerms {
    let weight = weights?[pixel] ?? 1
    guard weight > 0, let look = Look(pixel, flow.shifts[pixel], first.size) else {
      return FlowTerms()
    }
    let difference = look.sample(second.values) - first.values[pixel]
    // The mean of both pictures' slopes is right to second order.
    let right = (look.sample(secondSlopes.right) + firstSlopes.right[pixel]) * 0.5
    let down = (look.sample(secondSlopes.down) + firstSlopes.down[pixel]) * 0.5
    return FlowTerms(difference, right: right, down: down, weight: weight)
  }
}

/// Derivatives of a picture.
private struct Slopes {
  let right: [SIMD8<Float>]
  let down: [SIMD8<Float>]

  init(_ picture: FeaturePicture) {
    right = picture.derivative(SIMD2(1, 0))
    down = picture.derivative(SIMD2(0, 1))
  }
}

/// Where a pixel is looked up in a picture.
private struct Look {
  private let index: Int
  private let width: Int
  private let share: SIMD2<Float>

  /// Nil where it lies outside.
  init?(_ pixel: Int, _ shift: SIMD2<Float>, _ size: ImageSize) {
    let place = SIMD2(Float(pixel % size.width), Float(pixel / size.width)) + shift
    let last = SIMD2(Float(size.width - 1), Float(size.height - 1))
    guard place.x >= 0, place.y >= 0, place.x <= last.x, place.y <= last.y else { return nil }
    // On the last pixel the whole share is that of the next one.
    let corner = SIMD2(
      min(place.x.rounded(.down), last.x - 1), min(place.y.rounded(.down), last.y - 1))
    share = place - corner
    width = size.width
    index = Int(corner.y) * size.width + Int(corner.x)
  }

  /// Bilinear.
  func sample(_ values: [SIMD8<Float>]) -> SIMD8<Float> {
    let above = values[index] + (values[index + 1] - values[index]) * share.x
    let (left, right) = (values[index + width], values[index + width + 1])
    return above + (left + (right - left) * share.x - above) * share.y
  }
}
