// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// `y = x W^T + b`, as `torch.nn.Linear`.
///
/// Shape: `[..., inputs]` -> `[..., outputs]`; `weight` is `[outputs, inputs]`.
package final class Linear: Module {
  @Parameter package var weight: Tensor
  /// `[outputs]`; nil for a layer without one.
  @Parameter package var bias: Tensor?

  /// Weight and bias start uniform in ±1/sqrt(inputs).
  package init(_ inputs: Int, _ outputs: Int, bias: Bool = true, using generator: RandomGenerator) {
    weight = Initialization.uniform([outputs, inputs], fanIn: inputs, using: generator)
    self.bias = bias ? Initialization.uniform([outputs], fanIn: inputs, using: generator) : nil
  }

  package func callAsFunction(_ x: Tensor) -> Tensor {
    x.linear(weight, bias)
  }
}
