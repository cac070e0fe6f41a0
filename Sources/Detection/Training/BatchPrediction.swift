// SPDX-License-Identifier: Apache-2.0

import Tensors

/// What a network says of every cell of a batch of squares, image by image, with its gradients.
struct BatchPrediction {
  /// The middles across, `[images x cells]`, in pixels.
  let x: Tensor
  /// The middles down, `[images x cells]`, in pixels.
  let y: Tensor
  /// Widths, `[images x cells]`, in pixels.
  let width: Tensor
  /// Heights, `[images x cells]`, in pixels.
  let height: Tensor
  /// Logits of there being an object, `[images x cells]`.
  let objectness: Tensor
  /// Logits of the classes, `[images x cells, classes]`.
  let classes: Tensor
  /// How many images there are.
  let imageCount: Int

  /// Joins the grids of a batch.
  init(_ grids: [GridPrediction], cells: CellGrid) {
    func joined(_ part: (GridPrediction) -> Tensor) -> Tensor {
      .concatenated(grids.map { part($0).flattened(from: 2) }, dim: 2)
    }
    let box = joined(\.box)
    let stride = Tensor(cells.strides, [1, cells.count])
    func flat(_ part: Int, _ decoded: (Tensor) -> Tensor) -> Tensor {
      (decoded(box.select(part, dim: 1)) * stride).flattened()
    }
    x = flat(0) { $0 + Tensor(cells.columns, [1, cells.count]) }
    y = flat(1) { $0 + Tensor(cells.rows, [1, cells.count]) }
    width = flat(2) { $0.exp() }
    height = flat(3) { $0.exp() }
    objectness = joined(\.objectness).flattened()
    classes = joined(\.classes).permuted(0, 2, 1).flattened(to: 1)
    imageCount = box.size(0)
  }
}
