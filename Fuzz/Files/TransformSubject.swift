// SPDX-License-Identifier: Apache-2.0

import Driver
import Volumes

/// Reads transforms of ITK as text. What is accepted keeps left and right, and its own text is read
/// as the same map.
let transform = Subject("transform") { bytes in
  guard let map = try? AffineTransform3D(itkTransform: bytes) else { return true }
  precondition(map.isFinite && map.determinant > 0 && map.inverse != nil)
  guard let again = try? AffineTransform3D(itkTransform: Array(map.itkTransform.utf8)) else {
    preconditionFailure("its own text is refused")
  }
  precondition(again == map)
  return true
}
