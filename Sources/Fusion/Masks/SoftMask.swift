// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The pixels that a mask covers, and those beside it that it covers in part.
struct SoftMask: Sendable {
  /// Their indices, from the first row on.
  let pixels: [Int]
  /// 1 for invalid pixels, falling to 0 over the soft edge beside them. One for each of ``pixels``.
  let shares: [Float]

  init(_ mask: ValidityMask) { self.init(distances: mask.distances(upTo: MaskedPair.softEdge)) }

  /// Of the distances of all pixels to invalid ones.
  init(distances: [Float]) {
    let edge = MaskedPair.softEdge
    pixels = distances.indices.filter { distances[$0] < edge }
    shares = pixels.map { smooth(1 - distances[$0] / edge) }
  }

  /// A plane with a share of one value in the pixels.
  func faded(_ plane: Plane, to value: Float) -> Plane {
    var faded = plane
    for (pixel, share) in zip(pixels, shares) {
      // Invalid pixels may be no numbers.
      faded.values[pixel] = share < 1 ? value + (1 - share) * (plane.values[pixel] - value) : value
    }
    return faded
  }

  /// The same of both planes, to a color's 0.5.
  func neutralized(_ chroma: Chroma) -> Chroma {
    Chroma(cb: faded(chroma.cb, to: 0.5), cr: faded(chroma.cr, to: 0.5))
  }
}

/// 0 to 1 without a kink at either end, of a share in 0...1.
func smooth(_ share: Float) -> Float { share * share * (3 - 2 * share) }
