// SPDX-License-Identifier: Apache-2.0

package import Imaging
package import Tensors

extension Tensor {
  /// `[1, 1, H, W]`, float32, on the CPU.
  package convenience init(_ plane: Plane) {
    self.init(plane.values, [1, 1, plane.size.height, plane.size.width])
  }
}

extension Plane {
  /// The plane that `[1, 1, H, W]` holds.
  package init(_ tensor: Tensor) {
    let size = ImageSize(width: tensor.size(3), height: tensor.size(2))
    self.init(size: size, values: tensor.values())
  }
}
