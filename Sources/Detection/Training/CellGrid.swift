// SPDX-License-Identifier: Apache-2.0

import Tensors

/// Where the cells of all grids lie in a square, from the finest grid on, row by row.
struct CellGrid {
  /// The column of each cell in its grid, from 0.
  let columns: [Float]
  /// The row of each cell in its grid, from 0.
  let rows: [Float]
  /// The pixels of each cell's side.
  let strides: [Float]

  /// The cells of a square of `side` pixels, a multiple of 32.
  init(side: Int) {
    let cells = YOLOXNano.strides.flatMap { stride in
      let count = side / stride
      return (0..<count * count).map { (Float($0 % count), Float($0 / count), Float(stride)) }
    }
    (columns, rows, strides) = (cells.map(\.0), cells.map(\.1), cells.map(\.2))
  }

  /// How many cells there are.
  var count: Int { columns.count }

  /// Whether a cell's middle is nearer to that of `box` than `reach` of its sides, across and down.
  func isNear(_ box: Box, cell: Int, reach: Double) -> Bool {
    let stride = Double(strides[cell])
    let x = (Double(columns[cell]) + 0.5) * stride
    let y = (Double(rows[cell]) + 0.5) * stride
    return abs(x - (box.x0 + box.x1) / 2) < reach * stride
      && abs(y - (box.y0 + box.y1) / 2) < reach * stride
  }
}
