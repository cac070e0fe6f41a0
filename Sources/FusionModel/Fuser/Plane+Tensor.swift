// SPDX-License-Identifier: Apache-2.0

package import Imaging
package import Tensors

extension Plane {
  /// The values, clamped to 0...1, as a tensor `[1, 1, H, W]`, float32, on the CPU.
  package func clampedTensor() -> Tensor {
    values.withUnsafeBufferPointer { values in
      // It is read alone.
      Tensor(over: UnsafeMutableBufferPointer(mutating: values), [1, 1, size.height, size.width])
        .clamped(0, 1)
    }
  }

  /// The plane that `[1, 1, H, W]`, float32, holds; on any device.
  package init(_ tensor: Tensor) {
    let size = ImageSize(width: tensor.size(3), height: tensor.size(2))
    let values = [Float](unsafeUninitializedCapacity: size.pixelCount) { buffer, count in
      let all = UnsafeMutableBufferPointer(rebasing: buffer[..<size.pixelCount])
      Tensor(over: all, tensor.shape).copy_(tensor.detached())
      count = size.pixelCount
    }
    self.init(size: size, values: values)
  }
}
