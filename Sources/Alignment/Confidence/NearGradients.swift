// SPDX-License-Identifier: Apache-2.0

import Flow
import Imaging

/// Oriented gradients in which parts are searched for near their places: the same scores as of a
/// ``ShiftSearch``, of few shifts, product by product.
struct NearGradients {
  /// The least share of a part that overlaps.
  private static let leastOverlap: Float = 0.4

  let gradients: OrientedGradients
  private let energy: EnergySums

  init(_ gradients: OrientedGradients) {
    self.gradients = gradients.centered
    energy = EnergySums(self.gradients)
  }

  /// How good each shift of a part of these is in another image's, up to `reach` pixels.
  func scores(of part: PixelWindow, in other: NearGradients, reach: Int) -> ShiftScores {
    let side = 2 * reach + 1
    var values = [Float](repeating: -1, count: side * side)
    for index in values.indices {
      let shift = SIMD2(index % side - reach, index / side - reach)
      values[index] = score(part, in: other, shift)
    }
    return ShiftScores(
      least: SIMD2(-reach, -reach), size: SIMD2(side, side), values: values)
  }

  private func score(_ part: PixelWindow, in other: NearGradients, _ shift: SIMD2<Int>) -> Float {
    let columns = part.columns.clamped(to: -shift.x..<gradients.size.width - shift.x)
    let rows = part.rows.clamped(to: -shift.y..<gradients.size.height - shift.y)
    let overlap =
      Float(columns.count * rows.count) / Float(part.columns.count * part.rows.count)
    guard overlap >= Self.leastOverlap else { return -1 }
    let (there, below) = (columns.moved(by: shift.x), rows.moved(by: shift.y))
    let norm = max(energy(columns, rows), 1e-3) * max(other.energy(there, below), 1e-3)
    return product(columns, rows, other, shift) * (overlap / norm).squareRoot()
  }

  private func product(
    _ columns: Range<Int>, _ rows: Range<Int>, _ other: NearGradients, _ shift: SIMD2<Int>
  ) -> Float {
    let width = gradients.size.width
    let step = shift.y * width + shift.x
    return gradients.values.withUnsafeBufferPointer { values in
      other.gradients.values.withUnsafeBufferPointer { others in
        var sum = SIMD8<Float>.zero
        for y in rows {
          for index in y &* width &+ columns.lowerBound..<y &* width &+ columns.upperBound {
            sum += values[index] * others[index &+ step]
          }
        }
        return sum.sum()
      }
    }
  }
}

extension Range<Int> {
  fileprivate func moved(by step: Int) -> Range<Int> { lowerBound + step..<upperBound + step }
}
