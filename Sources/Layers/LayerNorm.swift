// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// Layer normalization (Ba et al. 2016) over the last dimension, as `torch.nn.LayerNorm`.
///
/// Shape: `[..., size]` in and out.
package final class LayerNorm: Module {
  @Parameter package var weight: Tensor
  @Parameter package var bias: Tensor
  let epsilon = 1e-5

  package init(_ size: Int) {
    weight = .ones([size])
    bias = .zeros([size])
  }

  package func callAsFunction(_ x: Tensor) -> Tensor {
    x.layerNorm(weight: weight, bias: bias, epsilon: epsilon)
  }

  /// Normalizes the channels of each pixel. Shape: `[N, size, H, W]` in and out; no copy where the
  /// input is channels-last.
  package func overChannels(_ x: Tensor) -> Tensor {
    x.channelNorm(weight: weight, bias: bias, epsilon: epsilon)
  }
}
