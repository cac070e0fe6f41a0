// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tensors

/// What a network says of every cell of all its grids, in pixels of the square it looked at.
struct CellPredictions {
  /// Where the object of each cell is, should there be one.
  let boxes: [Box]
  /// How likely there is one, 0...1, a cell.
  let objectness: [Float]
  /// How likely it is of each class, should there be one: cell by cell, `classCount` each.
  let classes: [Float]
  /// The number of classes.
  let classCount: Int

  /// Decodes grids from the finest on, whose cells have sides of these many pixels; of the first
  /// image of a batch.
  init(_ grids: [GridPrediction], strides: [Int]) {
    boxes = zip(grids, strides).flatMap { $0.boxes(stride: $1) }
    objectness = grids.flatMap { $0.objectness.sigmoid().cellValues }
    classes = grids.flatMap { $0.classes.sigmoid().cellValues }
    classCount = grids.first.map { $0.classes.size(1) } ?? 0
  }

  /// The likeliest class of each cell, and its score: that of there being an object times that of
  /// its class. Only scores of `threshold` and more, the highest of `wanted` classes alone.
  func candidates(threshold: Double, among wanted: Set<Int>?) -> [DetectedBox] {
    boxes.indices.compactMap { cell in
      // The score is no more than this.
      guard Double(objectness[cell]) >= threshold else { return nil }
      let likelihoods = classes[cell * classCount..<(cell + 1) * classCount]
      guard let best = likelihoods.indices.max(by: { likelihoods[$0] < likelihoods[$1] }) else {
        return nil
      }
      let score = Double(objectness[cell] * likelihoods[best])
      let index = best - likelihoods.startIndex
      guard score >= threshold, wanted?.contains(index) ?? true else { return nil }
      return DetectedBox(box: boxes[cell], classIndex: index, score: score)
    }
  }
}

extension GridPrediction {
  /// The box of each cell, row by row.
  fileprivate func boxes(stride: Int) -> [Box] {
    let (values, columns, size) = (box.cellValues, box.size(3), Double(stride))
    return (0..<values.count / 4).map { cell in
      let value = { (part: Int) in Double(values[4 * cell + part]) }
      let (x, y) = (
        (value(0) + Double(cell % columns)) * size, (value(1) + Double(cell / columns)) * size
      )
      let (halfWidth, halfHeight) = (exp(value(2)) * size / 2, exp(value(3)) * size / 2)
      return Box(x0: x - halfWidth, y0: y - halfHeight, x1: x + halfWidth, y1: y + halfHeight)
    }
  }
}

extension Tensor {
  /// The values of `[1, C, H, W]`, cell by cell, C each.
  fileprivate var cellValues: [Float] {
    permuted(0, 2, 3, 1).slice(0..<1, dim: 0).contiguous().values()
  }
}
