// SPDX-License-Identifier: Apache-2.0

import Imaging

/// A two-dimensional wavelet transform: three grids of details a scale, from fine to coarse, and an
/// approximation.
struct WaveletPyramid {
  private let size: ImageSize
  private let margin: Margin
  private let wavelet: Wavelet
  let details: [[Grid]]
  let approximation: Grid

  /// Takes an image apart.
  init(_ image: Grid, _ wavelet: Wavelet, levels: Int) {
    let margin = Margin(for: image.size, taps: wavelet.lowPass.count, levels: levels)
    var (details, rest) = ([[Grid]](), margin.added(to: image))
    for _ in 0..<levels {
      let low = rest.halvedRows(wavelet.lowPass)
      let high = rest.halvedRows(wavelet.highPass)
      details.append([
        low.halvedColumns(wavelet.highPass), high.halvedColumns(wavelet.lowPass),
        high.halvedColumns(wavelet.highPass),
      ])
      rest = low.halvedColumns(wavelet.lowPass)
    }
    self.init(image.size, margin, wavelet, details: details, approximation: rest)
  }

  private init(
    _ size: ImageSize, _ margin: Margin, _ wavelet: Wavelet, details: [[Grid]], approximation: Grid
  ) {
    (self.size, self.margin, self.wavelet) = (size, margin, wavelet)
    (self.details, self.approximation) = (details, approximation)
  }

  /// Both transforms made into one by a rule for each kind of coefficient.
  func combined(
    _ other: WaveletPyramid, details rule: (Double, Double) -> Double,
    approximation: (Double, Double) -> Double
  ) -> WaveletPyramid {
    WaveletPyramid(
      size, margin, wavelet,
      details: zip(details, other.details).map { zip($0, $1).map { $0.combined($1, rule) } },
      approximation: self.approximation.combined(other.approximation, approximation))
  }

  /// The image put together again.
  var image: Grid {
    let (low, high) = (wavelet.lowPass, wavelet.highPass)
    let whole = details.reversed().reduce(approximation) { rest, details in
      let left = rest.doubledColumns(low).combined(details[0].doubledColumns(high), +)
      let right = details[1].doubledColumns(low).combined(details[2].doubledColumns(high), +)
      return left.doubledRows(low).combined(right.doubledRows(high), +)
    }
    return margin.removed(from: whole, size: size)
  }
}
