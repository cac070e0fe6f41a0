// SPDX-License-Identifier: Apache-2.0

import Flow
import Imaging
import Tensors

/// Finds by which shifts one image lies in another, both in one scale: the correlation of their
/// oriented gradients at all shifts at once, over the norms of both where they overlap, times the
/// square root of how much of the smaller one does.
struct ShiftSearch {
  /// The least share of the smaller image that overlaps.
  private static let leastOverlap = 0.4

  private let first: OrientedGradients
  private let firstEnergy: EnergySums

  init(_ first: OrientedGradients) {
    self.first = first
    firstEnergy = EnergySums(first)
  }

  /// How good each shift of an image is.
  func callAsFunction(_ second: OrientedGradients) -> ShiftScores { callAsFunction([second])[0] }

  /// How good each shift of some images is, all of one size.
  func callAsFunction(_ seconds: [OrientedGradients]) -> [ShiftScores] {
    guard let size = seconds.first?.size else { return [] }
    let rows = Shifts(first.size.height, size.height, overlap: Self.leastOverlap)
    let columns = Shifts(first.size.width, size.width, overlap: Self.leastOverlap)
    let products: [Float] = first.channels.correlated(
      with: Tensor.concatenated(seconds.map(\.channels), dim: 0), height: rows.period,
      width: columns.period
    ).values()
    return seconds.enumerated().map { index, second in
      let start = index * rows.period * columns.period
      return ShiftScores(
        least: SIMD2(columns.least, rows.least), size: SIMD2(columns.count, rows.count),
        values: scores(products[start...], EnergySums(second), rows, columns))
    }
  }

  /// The score of each shift, by rows and columns of shifts.
  private func scores(
    _ products: ArraySlice<Float>, _ secondEnergy: EnergySums, _ rows: Shifts, _ columns: Shifts
  ) -> [Float] {
    var scores = [Float](repeating: -1, count: rows.count * columns.count)
    let whole = Float(rows.whole * columns.whole)
    for row in 0..<rows.count {
      let (y, v) = (rows.first(row), rows.second(row))
      let line = products.startIndex + rows.place(row) * columns.period
      for column in 0..<columns.count {
        let (x, u) = (columns.first(column), columns.second(column))
        let overlap = Float(x.count * y.count) / whole
        guard overlap >= Float(Self.leastOverlap) else { continue }
        let energy = max(firstEnergy(x, y), 1e-3) * max(secondEnergy(u, v), 1e-3)
        scores[row * columns.count + column] =
          products[line + columns.place(column)] * (overlap / energy).squareRoot()
      }
    }
    return scores
  }
}

/// The shifts of a line over another one by which they overlap enough.
private struct Shifts {
  /// The shift furthest to the left or up.
  let least: Int
  /// How many there are.
  let count: Int
  /// The length of a circle on which they do not mix.
  let period: Int
  /// The length of the shorter line.
  let whole: Int
  private let lengths: (first: Int, second: Int)

  init(_ first: Int, _ second: Int, overlap: Double) {
    lengths = (first, second)
    whole = min(first, second)
    let needed = max(1, Int((Double(whole) * overlap).rounded(.down)))
    least = needed - second
    count = first - needed - least + 1
    period = friendly(first + second - needed)
  }

  /// Where on the circle a shift is.
  func place(_ index: Int) -> Int { (least + index + period) % period }

  /// What of the first line overlaps.
  func first(_ index: Int) -> Range<Int> {
    max(0, least + index)..<min(lengths.first, least + index + lengths.second)
  }

  /// What of the second line overlaps.
  func second(_ index: Int) -> Range<Int> {
    max(0, -least - index)..<min(lengths.second, lengths.first - least - index)
  }
}

/// The least number from `length` on without prime factors above 5, which transforms are quick for.
private func friendly(_ length: Int) -> Int {
  func isFriendly(_ number: Int) -> Bool {
    var rest = number
    for prime in [2, 3, 5] { while rest % prime == 0 { rest /= prime } }
    return rest == 1
  }
  return (length...).first(where: isFriendly) ?? length
}

extension OrientedGradients {
  /// `[1, 8, H, W]`.
  fileprivate var channels: Tensor {
    values.withUnsafeBytes {
      Tensor(bytes: $0, shape: [1, size.height, size.width, 8], dtype: .float32)
    }.permuted(0, 3, 1, 2).contiguous()
  }
}
