// SPDX-License-Identifier: Apache-2.0

package import Fusion
package import Layers
package import Tensors

/// Blends the two images by the decoder's shares and gains (``GainBlend``).
package final class GainBlendHead: Module, FusionHead {
  let settings: GainBlendSettings
  let contrast: CentredContrast?

  /// - Parameters:
  ///   - settings: Window, reach, subdivision and frame.
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

  package var subdivision: Int { settings.subdivision }

  package var frame: Int { settings.frame }

  package func whole(_ pair: WholePair) -> Whole {
    Whole(pair: pair, levels: GainBlend.levels(of: pair))
  }

  package func blend(
    _ decoded: Decoded, _ first: Tensor, _ second: Tensor, _ whole: Whole
  ) -> Tensor {
    gainBlend(decoded, whole)(first, second)
  }

  package func parts(
    _ decoded: Decoded, _ first: Tensor, _ second: Tensor, _ whole: Whole
  ) -> [Tensor] {
    [second] + gainBlend(decoded, whole).parts(first, second)
  }

  package func hasParts(like other: any FusionHead) -> Bool {
    (other as? Self)?.settings.window == settings.window
  }

  private func gainBlend(_ decoded: Decoded, _ whole: Whole) -> GainBlend {
    GainBlend(
      share: decoded.image, reduction: decoded.reduction, gains: decoded.extra,
      reach: settings.reach, levels: whole.levels, window: settings.window)
  }

  package func finish(_ blend: Tensor, _ whole: Whole) -> Tensor {
    contrast?(blend, of: whole.pair) ?? blend
  }
}
