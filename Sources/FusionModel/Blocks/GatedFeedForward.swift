// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// GDFN: a depthwise feed-forward in which one half gates the other (Zamir et al. 2022, fig. 2b):
/// `W_o (GELU(x1) x2)`, x1 and x2 the halves of `depthwise(W_i x)`.
///
/// Shape: `[N, C, H, W]` in and out.
final class GatedFeedForward: Module {
  @Child(key: "project_in") var projectionIn: Conv2d
  @Child(key: "dwconv") var depthwise: Conv2d
  @Child(key: "project_out") var projectionOut: Conv2d

  /// A layer whose halves have `expansion` times `width` channels.
  init(width: Int, expansion: Int, using generator: RandomGenerator) {
    let hidden = width * expansion
    _projectionIn.wrappedValue = .pointwise(width, 2 * hidden, bias: false, using: generator)
    _depthwise.wrappedValue = .depthwise(2 * hidden, bias: false, using: generator)
    _projectionOut.wrappedValue = .pointwise(hidden, width, bias: false, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    projectionOut(depthwise(projectionIn(x)).geluGated())
  }
}
