// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Sums over squares of `2 reach + 1` pixels a side, cut off at the borders.
func boxSums(_ values: [Float], _ size: ImageSize, reach: Int) -> [Float] {
  columnSums(rowSums(values, size, reach), size, reach)
}

/// Running sums along rows.
private func rowSums(_ values: [Float], _ size: ImageSize, _ reach: Int) -> [Float] {
  let width = size.width
  return [Float](unsafeUninitializedCapacity: values.count) { sums, count in
    values.withUnsafeBufferPointer { values in
      for start in stride(from: 0, to: values.count, by: width) {
        var sum = 0.0
        for x in 0..<min(reach, width) { sum += Double(values[start + x]) }
        for x in 0..<width {
          if x + reach < width { sum += Double(values[start + x + reach]) }
          if x - reach > 0 { sum -= Double(values[start + x - reach - 1]) }
          sums.initializeElement(at: start + x, to: Float(sum))
        }
      }
    }
    count = values.count
  }
}

/// Running sums along columns, of all of them at a time: their values lie side by side.
private func columnSums(_ values: [Float], _ size: ImageSize, _ reach: Int) -> [Float] {
  let (width, height) = (size.width, size.height)
  var totals = [Double](repeating: 0, count: width)
  return [Float](unsafeUninitializedCapacity: values.count) { sums, count in
    values.withUnsafeBufferPointer { values in
      totals.withUnsafeMutableBufferPointer { totals in
        func add(_ row: Int, _ sign: Double) {
          for x in 0..<width { totals[x] += sign * Double(values[row * width + x]) }
        }
        for y in 0..<min(reach, height) { add(y, 1) }
        for y in 0..<height {
          if y + reach < height { add(y + reach, 1) }
          if y - reach > 0 { add(y - reach - 1, -1) }
          for x in 0..<width { sums.initializeElement(at: y * width + x, to: Float(totals[x])) }
        }
      }
    }
    count = values.count
  }
}

/// Sums of values at some places, over squares of `2 reach + 1` pixels a side around some pixels,
/// both in the order of rows: nothing is done for the others of an image of that width.
func boxSums(
  _ values: [Float], at places: [Int], around pixels: [Int], width: Int, reach: Int
) -> [Float] {
  // Of the values in the rows that reach to that of the pixel, for each column.
  var columns = [Double](repeating: 0, count: width)
  func add(_ index: Int, _ sign: Double) {
    columns[places[index] % width] += sign * Double(values[index])
  }
  // Those that were added so far, and taken away.
  var (added, taken) = (0, 0)
  // The columns that the sum is over.
  var (row, left, right, sum) = (-1, 0, 0, 0.0)
  return pixels.map { pixel in
    let x = pixel % width
    if pixel - x != row || x - reach > right {
      row = pixel - x
      while added < places.count, places[added] < row + (reach + 1) * width {
        add(added, 1)
        added += 1
      }
      while taken < added, places[taken] < row - reach * width {
        add(taken, -1)
        taken += 1
      }
      (left, right, sum) = (max(x - reach, 0), max(x - reach, 0), 0)
    }
    while right < min(x + reach + 1, width) {
      sum += columns[right]
      right += 1
    }
    while left < x - reach {
      sum -= columns[left]
      left += 1
    }
    return Float(sum)
  }
}
