// SPDX-License-Identifier: Apache-2.0

import Layers
package import Tensors

/// What a network decodes of two images of one size.
package struct Decoded: Computed {
  /// `[N, 1, H' / r, W' / r]`, values in 0...1, H' and W' at least the images' sides; the first
  /// rows and columns count.
  package let image: Tensor
  /// r: pixels of what was decoded, a side, that one of ``image`` stands for.
  package let reduction: Int
  /// The channels that the head asks for besides, `[N, extraChannels, H' / u, W' / u]` of some u.
  package let extra: Tensor

  package init(image: Tensor, extra: Tensor, reduction: Int = 1) {
    (self.image, self.extra, self.reduction) = (image, extra, reduction)
  }

  /// ``image`` at the resolution of what was decoded, `[N, 1, H', W']`.
  package var enlargedImage: Tensor { image.enlarged(by: reduction) }

  package func waitUntilComputed() {
    image.waitUntilComputed()
    extra.waitUntilComputed()
  }
}

extension Tensor {
  /// Bilinear resampling of `[N, C, H, W]` to `factor` times its sides, corners not aligned.
  func enlarged(by factor: Int) -> Tensor {
    factor == 1 ? self : resized(height: size(2) * factor, width: size(3) * factor)
  }
}
