// SPDX-License-Identifier: Apache-2.0

import Tensors

/// Two whole images, for heads that need no more of them.
package struct WholePair {
  let first: Tensor
  let second: Tensor
}
