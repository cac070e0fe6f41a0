// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// First values of weights, as PyTorch draws them.
package enum Initialization {
  /// Uniform in ±1/sqrt(fanIn): what `kaiming_uniform_(a=sqrt(5))` comes to, and the bias rule of
  /// `torch.nn.Linear` and `Conv2d` (He et al. 2015).
  /// `fanIn` inputs meet in one output.
  package static func uniform(
    _ shape: [Int], fanIn: Int, using generator: RandomGenerator
  ) -> Tensor {
    let bound = 1 / Double(fanIn).squareRoot()
    return generator.uniform(shape, in: -bound..<bound)
  }
}
