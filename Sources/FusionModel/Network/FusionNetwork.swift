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

  /// The same of two images that may have pixels which were not seen.
  package func callAsFunction(_ pair: WholePair) -> Tensor {
    self(pair, tiles: .whole) {}
  }

  /// The same, large images in `tiles`,
  /// before each of which `beforeEach` is called: what it throws ends the work.
  package func callAsFunction(
    _ pair: WholePair, tiles: TileGrid, beforeEach: () throws -> Void
  ) rethrows -> Tensor {
    try fused(pair, tiles, by: head, beforeEach)
  }

  /// The fused image of two and, where they are wanted, the parts of its blend
  /// (``FusionHead/parts(_:_:_:_:)``), each `[N, 1, H, W]`, values not cut off.
  ///
  /// Parts take operations of their own, where a blend alone is one.
  package func fused(
    _ first: Tensor, _ second: Tensor, withParts: Bool
  ) -> (image: Tensor, parts: [Tensor]) {
    let pair = WholePair(first: first, second: second)
    return withParts ? fusedWithParts(pair, by: head) : (self(pair), [])
  }

  private func fusedWithParts<Head: FusionHead>(
    _ pair: WholePair, by head: Head
  ) -> (image: Tensor, parts: [Tensor]) {
    let whole = head.whole(pair)
    let parts = head.parts(decode(pair.first, pair.second), pair.first, pair.second, whole)
    return (head.finish(parts.dropFirst().reduce(parts[0], +), whole), parts)
  }

  private func fused<Head: FusionHead>(
    _ pair: WholePair, _ tiles: TileGrid, by head: Head, _ beforeEach: () throws -> Void
  ) rethrows -> Tensor {
    let whole = head.whole(pair)
    let blend = try tiles.map(pair.first, pair.second) { first, second in
      try beforeEach()
      let decoded = decode(first, second)
      return head.observed { head.blend(decoded, first, second, whole) }
    }
    return head.finish(blend, whole)
  }
}
