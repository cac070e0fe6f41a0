// SPDX-License-Identifier: Apache-2.0

import Layers
package import Tensors

/// What a network decodes of two images of one size.
package struct Decoded: Computed {
  /// `[N, 1, H', W']`, values in 0...1, H' and W' at least the images' sides; the first rows and
  /// columns count.
  package let image: Tensor
  /// The channels that the head asks for besides, `[N, extraChannels, H' / u, W' / u]` of some u.
  package let extra: Tensor

  package init(image: Tensor, extra: Tensor) {
    (self.image, self.extra) = (image, extra)
  }

  package func waitUntilComputed() {
    image.waitUntilComputed()
    extra.waitUntilComputed()
  }
}
