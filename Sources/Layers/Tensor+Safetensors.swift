// SPDX-License-Identifier: Apache-2.0

package import Safetensors
package import Tensors

extension SafetensorsFile {
  /// The tensor of that key, on the CPU, in the type and shape of the file.
  ///
  /// - Throws: ``SafetensorsError`` where there is no such key, or its bytes cannot be read.
  package func tensor(_ key: String) throws -> Tensor {
    let entry = try entry(key)
    return try bytes(of: key).withUnsafeBytes {
      Tensor(bytes: $0, shape: entry.shape, dtype: entry.dtype)
    }
  }
}

extension SafetensorsWriter.Source {
  /// A tensor under its key; its bytes are copied when their turn comes.
  package init(_ key: String, _ tensor: Tensor) {
    self.init(key: key, elementType: tensor.dtype.elementType, shape: tensor.shape) { body in
      let bytes = UnsafeMutableRawBufferPointer.allocate(
        byteCount: tensor.count * tensor.dtype.byteCount, alignment: 16)
      defer { bytes.deallocate() }
      tensor.copyBytes(to: bytes)
      body(UnsafeRawBufferPointer(bytes))
    }
  }
}
