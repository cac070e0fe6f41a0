// SPDX-License-Identifier: Apache-2.0

/// Solves linear equations, each row followed by its right side, by elimination with row pivots;
/// nil where they have no one solution: where a pivot is no larger than `leastPivot`.
package func solved(_ rows: inout [[Double]], leastPivot: Double = 1e-300) -> [Double]? {
  let count = rows.count
  for column in 0..<count {
    guard let pivot = (column..<count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
      abs(rows[pivot][column]) > leastPivot, rows[pivot][column].isFinite
    else { return nil }
    rows.swapAt(column, pivot)
    for row in 0..<count where row != column {
      let factor = rows[row][column] / rows[column][column]
      for place in column...count { rows[row][place] -= factor * rows[column][place] }
    }
  }
  return (0..<count).map { rows[$0][count] / rows[$0][$0] }
}
