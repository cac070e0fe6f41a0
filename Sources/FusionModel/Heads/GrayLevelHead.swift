// SPDX-License-Identifier: Apache-2.0

package import Fusion
package import Layers
package import Tensors

/// The paper's head: the decoder's image is the fused one.
package final class GrayLevelHead: Module, FusionHead {
  let contrast: CentredContrast?

  /// - Parameter contrast: What gives the whole image its contrast; nil leaves it as it is.
  package init(contrast: CentredContrast? = nil) { self.contrast = contrast }

  package func whole(_ pair: WholePair) -> WholePair { pair }

  package func blend(
    _ decoded: Decoded, _ first: Tensor, _ second: Tensor, _ whole: WholePair
  ) -> Tensor {
    decoded.enlargedImage.cropped(like: first)
  }

  package func finish(_ blend: Tensor, _ whole: WholePair) -> Tensor {
    contrast?(blend, of: whole) ?? blend
  }
}
