// SPDX-License-Identifier: Apache-2.0

package import Layers
package import Tensors

/// A network that fuses two images: what weight files, ``Fuser`` and training know of it.
///
/// A new one is a type that conforms and its line in ``FusionNetworks``.
package protocol FusionNetwork: Module, SendableMetatype {
  /// What decides the shapes of its weights.
  associatedtype Configuration: NetworkConfiguration

  /// Its name in weight files, such as `dae-fuse`.
  static var architecture: String { get }

  /// A network with first weights drawn from `generator`. The configuration must be valid.
  init(_ configuration: Configuration, using generator: RandomGenerator)

  /// What it was built from.
  var configuration: Configuration { get }

  /// What makes the fused image of what it decodes.
  var head: any FusionHead { get }

  /// What the head makes an image of. Shape: `[N, 1, H, W]` each, values in 0...1, H and W at least
  /// 16.
  func decode(_ first: Tensor, _ second: Tensor) -> Decoded
}

extension FusionNetwork {
  /// The fused image of two, `[N, 1, H, W]` each and out, values in 0...1.
  package func callAsFunction(_ first: Tensor, _ second: Tensor) -> Tensor {
    self(WholePair(first: first, second: second))
  }

  /// The same of two images that may have pixels which were not seen; large ones in `tiles`.
  package func callAsFunction(_ pair: WholePair, tiles: TileGrid = .whole) -> Tensor {
    fused(pair, tiles, by: head)
  }

  private func fused<Head: FusionHead>(
    _ pair: WholePair, _ tiles: TileGrid, by head: Head
  ) -> Tensor {
    let whole = head.whole(pair)
    let blend = tiles.map(pair.first, pair.second) { first, second in
      let decoded = decode(first, second)
      return head.observed { head.blend(decoded, first, second, whole) }
    }
    return head.finish(blend, whole)
  }
}
