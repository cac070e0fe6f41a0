// SPDX-License-Identifier: Apache-2.0

import Flow
import Imaging

/// A rectangle of an image.
struct ImagePart {
  let columns: Range<Int>
  let rows: Range<Int>

  /// Its pixels, row by row, in an image of that width.
  func indices(_ width: Int) -> [Int] {
    rows.flatMap { row in columns.map { row * width + $0 } }
  }
}

extension OrientedGradients {
  /// Those of a part.
  func part(_ part: ImagePart) -> OrientedGradients {
    OrientedGradients(
      size: ImageSize(width: part.columns.count, height: part.rows.count),
      values: part.indices(size.width).map { values[$0] })
  }

  /// Less the mean of the eight at each pixel, then less each direction's mean over the chosen
  /// pixels; zero at the others.
  func centered(where isChosen: [Bool]) -> OrientedGradients {
    let flat = values.indices.map { isChosen[$0] ? values[$0] - values[$0].sum() / 8 : .zero }
    let mean = flat.reduce(.zero, +) / Float(max(isChosen.count { $0 }, 1))
    return OrientedGradients(
      size: size, values: flat.indices.map { isChosen[$0] ? flat[$0] - mean : .zero })
  }
}
