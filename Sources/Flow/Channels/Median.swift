// SPDX-License-Identifier: Apache-2.0

/// The middle of about 5000 of the values, evenly chosen; 0 of none.
package func median(of values: [Float]) -> Float {
  let step = max(values.count / 5000, 1)
  var chosen = stride(from: 0, to: values.count, by: step).map { values[$0] }
  let middle = chosen.count / 2
  return chosen.withUnsafeMutableBufferPointer { $0.isEmpty ? 0 : selected(middle, of: $0) }
}

/// What would stand at a place were the values sorted; they are put in another order (Hoare,
/// Algorithm 65: Find, Communications of the ACM 4, 1961).
private func selected(_ rank: Int, of values: UnsafeMutableBufferPointer<Float>) -> Float {
  var (first, last) = (0, values.count - 1)
  while first < last {
    let pivot = values[rank]
    var (low, high) = (first, last)
    while low <= high {
      while values[low] < pivot { low += 1 }
      while values[high] > pivot { high -= 1 }
      guard low <= high else { break }
      values.swapAt(low, high)
      low += 1
      high -= 1
    }
    if high < rank { first = low }
    if low > rank { last = high }
  }
  return values[rank]
}
