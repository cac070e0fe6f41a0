// SPDX-License-Identifier: Apache-2.0

import Tensors

/// The losses of YOLOX (Ge et al. 2021) over a batch, each divided by the number of cells that are
/// to find a box, of which at least one counts.
struct DetectorLoss {
  /// What a loss of overlap weighs beside the others.
  private static let overlapWeight = 5.0

  /// 1 - IoU² of the cells that are to find a box.
  let overlap: Tensor
  /// The cross entropy of there being an object, of all cells.
  let objectness: Tensor
  /// The cross entropy of the classes of the cells that are to find a box; of its class as much is
  /// wanted as the boxes overlap.
  let classes: Tensor

  /// What is made as small as can be.
  var total: Tensor { Self.overlapWeight * overlap + objectness + classes }

  /// The losses where `labels` are the boxes of each image, in pixels of the square.
  init(_ prediction: BatchPrediction, labels: [[LabeledBox]], cells: CellGrid) {
    self.init(prediction, BatchTargets(prediction, labels: labels, cells: cells))
  }

  /// The losses of what the cells are to say.
  init(_ prediction: BatchPrediction, _ targets: BatchTargets) {
    let share = 1 / Double(max(targets.cells.count, 1))
    objectness =
      crossEntropy(prediction.objectness, targets.objectness).sum() * share
    guard !targets.cells.isEmpty else {
      (overlap, classes) = (objectness * 0, objectness * 0)
      return
    }
    let indices = Tensor(targets.cells.map(Int64.init), [targets.cells.count])
    overlap = (1 - prediction.overlaps(of: indices, targets.boxes).squared()).sum() * share
    classes =
      crossEntropy(prediction.classes.gathered(indices, dim: 0), targets.classes).sum() * share
  }
}

/// The cross entropy of logits with what is wanted, 0...1 (`binary_cross_entropy_with_logits`).
private func crossEntropy(_ logits: Tensor, _ wanted: Tensor) -> Tensor {
  logits.softplus() - logits * wanted
}

extension BatchPrediction {
  /// How much the boxes of some cells overlap those given (IoU), `[cells]`.
  fileprivate func overlaps(of indices: Tensor, _ boxes: [Box]) -> Tensor {
    func sides(_ middle: Tensor, _ length: Tensor) -> (Tensor, Tensor) {
      let (middle, half) = (
        middle.gathered(indices, dim: 0), length.gathered(indices, dim: 0) * 0.5
      )
      return (middle - half, middle + half)
    }
    func wanted(_ side: (Box) -> Double) -> Tensor {
      Tensor(boxes.map { Float(side($0)) }, [boxes.count])
    }
    func shared(_ found: (Tensor, Tensor), _ wanted: (Tensor, Tensor)) -> Tensor {
      (found.1.minimum(wanted.1) - found.0.maximum(wanted.0)).relu()
    }
    let (across, down) = (sides(x, width), sides(y, height))
    let intersection =
      shared(across, (wanted(\.x0), wanted(\.x1))) * shared(down, (wanted(\.y0), wanted(\.y1)))
    let union = (across.1 - across.0) * (down.1 - down.0) + wanted(\.area) - intersection
    return intersection / (union + 1e-16)
  }
}
