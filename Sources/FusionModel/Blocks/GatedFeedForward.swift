// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// GDFN: a depthwise feed-forward in which one half gates the other (Zamir et al. 2022, fig. 2b):
/// `W_o (GELU(x1) x2)`, x1 and x2 the halves of `depthwise(W_i x)`.
///
/// Shape: `[N, C, H, W]` in and out.
final class GatedFeedForward: Module {
  let projectionIn: Conv2d
  let depthwise: Conv2d
  let projectionOut: Conv2d

  override class var keys: [String: String] {
    ["projectionIn": "project_in", "depthwise": "dwconv", "projectionOut": "project_out"]
  }

  /// A layer whose halves have `expansion` times `width` channels.
  init(width: Int, expansion: Int, using generator: RandomGenerator) {
    let hidden = width * expansion
    projectionIn = .pointwise(width, 2 * hidden, bias: false, using: generator)
    depthwise = .depthwise(2 * hidden, bias: false, using: generator)
    projectionOut = .pointwise(hidden, width, bias: false, using: generator)
  }

  func callAsFunction(_ x: Tensor) -> Tensor {
    let halves = depthwise(projectionIn(x)).chunks(2, dim: 1)
    return projectionOut(halves[0].gelu() * halves[1])
  }
}
