// SPDX-License-Identifier: Apache-2.0

package import ONNX
import Tensors

extension Linear {
  package func callAsFunction(_ x: GraphValue) -> GraphValue {
    let product = x.matmul(x.graph.weight(weight.transposed(0, 1)))
    return bias.map { product + x.graph.weight($0) } ?? product
  }
}
