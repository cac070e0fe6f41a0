// SPDX-License-Identifier: Apache-2.0

/// Ranks from 1, the smallest value first; equal values share the mean of their ranks.
///
/// Not-a-number ranks last.
package func ranks(of values: [Double]) -> [Double] {
  let keys = values.map { $0.isNaN ? .infinity : $0 }
  let order = keys.indices.sorted { keys[$0] < keys[$1] }
  var ranks = [Double](repeating: 0, count: keys.count)
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count && keys[order[end]] == keys[order[start]] { end += 1 }
    for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
    start = end
  }
  return ranks
}
