// SPDX-License-Identifier: Apache-2.0

import Tensors

/// What a head says of each cell of its grid, before the last functions are applied.
struct GridPrediction {
  /// `[N, 4, H, W]`: the middle's offset from the cell's corner, across and down, and the
  /// logarithms of width and height, all in cells.
  let box: Tensor
  /// `[N, 1, H, W]`: the logit of there being an object.
  let objectness: Tensor
  /// `[N, classes, H, W]`: the logit of each class, should there be one.
  let classes: Tensor
}
