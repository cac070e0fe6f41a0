// SPDX-License-Identifier: Apache-2.0

import Imaging

/// How much of one source's texture is left in the fused image, window by window.
///
/// Texture is h(x) = x minus the mean of its 7x7 neighbors, in windows of 16x16, 8 apart.
struct TextureWindows {
  /// The side of a window, in pixels.
  static let side = 16
  /// How far a pixel's neighbors reach.
  static let detailMargin = 3

  /// One window in which the source has texture.
  struct Window {
    /// r of h(F) and h(S); 0 where F has no detail.
    let correlation: Double
    /// Whether h of the other source deviates by less than half as much as the source's.
    let isOtherSmooth: Bool
  }

  /// The windows whose h(S) deviates by more than 1.5 levels and than twice the source's noise.
  ///
  /// Not so where the source is black near by, in areas: what frames the half of a scene that a
  /// sensor did not see is no texture.
  let windows: [Window]

  /// - Parameters:
  ///   - source: S, whose texture is looked for.
  ///   - details: h of S, of the other source and of F.
  init(
    _ source: GrayImage, details: (source: [Double], other: [Double], fused: [Double])
  ) {
    let (width, height) = (source.size.width, source.size.height)
    let unseen = source.blackAreas
    let least = max(1.5, 2 * source.noiseDeviation)
    windows = patchOrigins(width: width, height: height, side: Self.side, step: Self.side / 2)
      .compactMap { origin in
        let moments = PatchMoments(
          details.source, details.other, details.fused, origin: origin, side: Self.side,
          stride: width)
        let (own, other, fused) = moments.variances
        guard own > least * least,
          unseen.square(at: origin, side: Self.side, margin: Self.detailMargin + 20).sum == 0
        else { return nil }
        let product = (own * fused).squareRoot()
        return Window(
          correlation: product > 0 ? moments.covariances.1 / product : 0,
          isOtherSmooth: 4 * other < own)
      }
  }

  /// The mean correlation over all windows; not-a-number where there are none.
  var kept: Double { mean(of: windows) }

  /// The mean correlation over those in which the other source is smooth; not-a-number where there
  /// are none.
  var keptAlone: Double { mean(of: windows.filter(\.isOtherSmooth)) }

  private func mean(of windows: [Window]) -> Double {
    windows.reduce(0) { $0 + $1.correlation } / Double(windows.count)
  }
}

extension GrayImage {
  /// Counts of the pixels that are 0 and lie on the frame or have nothing else around them.
  fileprivate var blackAreas: BoxSums {
    let black = BoxSums(size: size, values: levels.map { $0 == 0 ? 1 : 0 })
    return BoxSums(
      size: size,
      values: levels.indices.map { place in
        guard levels[place] == 0 else { return 0 }
        let (sum, count) = black.around(place, margin: 1)
        return sum == count || count < 9 ? 1 : 0
      })
  }
}
