// SPDX-License-Identifier: Apache-2.0

package import Fusion
package import Layers
package import Tensors

/// Blends the two images by the decoder's shares and gains (``GainBlend``).
package final class GainBlendHead: Module, FusionHead {
  let settings: GainBlendSettings
  let contrast: CentredContrast?

  /// - Parameters:
  ///   - settings: Window, reach and frame.
  ///   - contrast: What gives the whole image its contrast; nil leaves it as it is.
  package init(_ settings: GainBlendSettings, contrast: CentredContrast?) {
    (self.settings, self.contrast) = (settings, contrast)
  }

  /// Two whole images and their means, which gains of contrast refer to.
  package struct Whole {
    let pair: WholePair
    let levels: Tensor
  }

  /// Two gains for either image.
  package var extraChannels: Int { 4 }

  package var frame: Int { settings.frame }

  package func whole(_ pair: WholePair) -> Whole {
    Whole(pair: pair, levels: GainBlend.levels(of: pair))
  }

  package func blend(
    _ decoded: Decoded, _ first: Tensor, _ second: Tensor, _ whole: Whole
  ) -> Tensor {
    let blend = GainBlend(
      share: decoded.image, reduction: decoded.reduction,
      gains: decoded.extra.tanh() * settings.reach, levels: whole.levels, window: settings.window)
    return blend(first, second)
  }

  package func finish(_ blend: Tensor, _ whole: Whole) -> Tensor {
    contrast?(blend, of: whole.pair) ?? blend
  }
}
