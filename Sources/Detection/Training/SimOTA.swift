// SPDX-License-Identifier: Apache-2.0

import Foundation

/// SimOTA (Ge et al. 2021, section 2.2): which cells are to find which boxes of an image, by what
/// the network says of them now.
///
/// Of the cells around a box's middle, those that match it best are given to it, by the losses of
/// classes and of overlap; how many, the overlaps of the ten best ones say.
struct SimOTA {
  /// How far a cell's middle may be from the box's, in cells.
  private static let reach = 1.5
  /// What a loss of overlap weighs beside one of classes.
  private static let overlapWeight = 3.0
  /// What keeps cells that are around another box alone behind all others.
  private static let farCost = 1e6
  /// Of how many cells the overlaps are summed.
  private static let overlapCount = 10
  /// The least logarithm of a likelihood.
  fileprivate static let leastLogarithm = -100.0

  /// The cells of the square.
  let cells: CellGrid

  /// What the network says of the cells of one image.
  struct Prediction {
    /// Where the object of each cell is, in pixels of the square.
    let boxes: [Box]
    /// How likely there is one, 0...1, a cell.
    let objectness: [Float]
    /// How likely it is of each class, should there be one, 0...1: cell by cell.
    let classes: [Float]
    /// The number of classes.
    let classCount: Int
  }

  /// The cells that are to find the boxes `labels`, in the order of their numbers; each of them
  /// finds one.
  func assignments(of labels: [LabeledBox], _ prediction: Prediction) -> [CellAssignment] {
    let near = labels.map { label in
      (0..<cells.count).filter { cells.isNear(label.box, cell: $0, reach: Self.reach) }
    }
    let candidates = Set(near.joined()).sorted()
    guard !candidates.isEmpty else { return [] }
    let overlaps = labels.map { label in
      candidates.map { prediction.boxes[$0].overlap(label.box) }
    }
    let costs = labels.indices.map { label in
      let near = Set(near[label])
      return candidates.indices.map { index in
        prediction.classCost(of: candidates[index], labels[label].classIndex)
          - Self.overlapWeight * log(overlaps[label][index] + 1e-8)
          + (near.contains(candidates[index]) ? 0 : Self.farCost)
      }
    }
    return Self.matches(costs, overlaps).map {
      CellAssignment(
        cell: candidates[$0.candidate], label: $0.label, overlap: overlaps[$0.label][$0.candidate])
    }
  }

  /// The candidates that are taken, each with its label, in order.
  private static func matches(
    _ costs: [[Double]], _ overlaps: [[Double]]
  ) -> [(candidate: Int, label: Int)] {
    var takers: [Int: [Int]] = [:]
    for (label, (costs, overlaps)) in zip(costs, overlaps).enumerated() {
      let sum = overlaps.sorted(by: >).prefix(overlapCount).reduce(0, +)
      let order = costs.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }
      // What a network of broken weights says is no number; its loss is refused by the trainer.
      for candidate in order.prefix(sum.isFinite ? max(1, Int(sum)) : 1) {
        takers[candidate, default: []].append(label)
      }
    }
    return takers.sorted { $0.key < $1.key }.map { candidate, takers in
      // Of several boxes, that which any cell finds best here, as in the authors' program.
      let label =
        takers.count == 1
        ? takers[0] : costs.indices.min { costs[$0][candidate] < costs[$1][candidate] } ?? takers[0]
      return (candidate, label)
    }
  }
}

extension SimOTA.Prediction {
  /// The cross entropy of all classes, where the object of `cell` is of `wanted`; a class's
  /// likelihood is the root of its own times that of there being an object.
  fileprivate func classCost(of cell: Int, _ wanted: Int) -> Double {
    (0..<classCount).reduce(0) { sum, index in
      let product = Double(objectness[cell]) * Double(classes[cell * classCount + index])
      let likelihood = product.squareRoot()
      return sum - max(log(index == wanted ? likelihood : 1 - likelihood), SimOTA.leastLogarithm)
    }
  }
}
