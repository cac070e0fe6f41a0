// SPDX-License-Identifier: Apache-2.0

package import ONNX
package import Tensors

extension Graph {
  /// A tensor's elements as a constant, of the type of the graph's weights.
  package func weight(_ tensor: Tensor) -> GraphValue {
    let stored = tensor.detached().to(weightType == .float16 ? .float16 : .float32)
    var bytes = [UInt8](repeating: 0, count: stored.count * stored.dtype.byteCount)
    bytes.withUnsafeMutableBytes { stored.copyBytes(to: $0) }
    return constant(bytes, shape: stored.shape, type: weightType)
  }
}
