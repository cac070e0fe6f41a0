// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// What a layer gives: tensors, or what is made of some.
package protocol Computed {
  /// Returns when the device has computed it.
  func waitUntilComputed()
}

extension Tensor: Computed {}
