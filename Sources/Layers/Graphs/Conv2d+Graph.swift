// SPDX-License-Identifier: Apache-2.0

package import ONNX
import Tensors

extension Conv2d {
  package func callAsFunction(_ x: GraphValue) -> GraphValue { convolved(x, weight, bias) }

  /// The convolution, normalized as outside of training: both are one convolution.
  package func callAsFunction(_ x: GraphValue, _ norm: BatchNorm2d) -> GraphValue {
    let (scale, offset) = norm.affine
    return convolved(
      x, weight * scale.reshaped(-1, 1, 1, 1), bias.map { $0 * scale + offset } ?? offset)
  }

  private func convolved(_ x: GraphValue, _ weight: Tensor, _ bias: Tensor?) -> GraphValue {
    x.conv2d(
      x.graph.weight(weight), bias.map(x.graph.weight), kernel: weight.size(2), stride: stride,
      padding: padding, groups: groups)
  }
}
