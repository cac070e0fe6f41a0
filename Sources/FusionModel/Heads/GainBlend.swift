// SPDX-License-Identifier: Apache-2.0

import Tensors

/// Blends two images a and b by what the decoder gives:
/// `w a + (1 - w) b + g (a - ā) + h (b - b̄) + p (ā - â) + q (b̄ - b̂)`.
///
/// w is the share of a at each pixel. g and h strengthen or weaken the detail of each, which is
/// what differs from the mean ā of a window of pixels, the border repeated; p and q do so to the
/// windows' means, about the mean â of the whole image. All four are `reach tanh(x)`, x what
/// ``Decoder`` gives, resized bilinearly. So detail and contrast are the sources' own, and what
/// both show in one place need not halve each other.
///
/// Source: this project.
struct GainBlend {
  /// w: `[N, 1, H' / r, W' / r]`, values in 0...1, H' and W' at least the images' sides; resized
  /// bilinearly.
  let share: Tensor
  /// r: pixels a side of a share.
  var reduction = 1
  /// x of g, h, p and q: `[N, 4, H' / u, W' / u]` of some u.
  let gains: Tensor
  /// ``GainBlendSettings/reach``.
  let reach: Double
  /// â and b̂: `[N, 2, 1, 1]`, of ``levels(of:)``.
  let levels: Tensor
  /// Pixels a side of the window that a detail differs from.
  let window: Int

  /// The means of two images, each over the pixels that its sensor saw.
  static func levels(of pair: WholePair) -> Tensor {
    .concatenated(
      [pair.first.mean(over: pair.firstPixels), pair.second.mean(over: pair.secondPixels)], dim: 1)
  }

  /// The blend in plain operations.
  func plain(_ first: Tensor, _ second: Tensor) -> Tensor {
    parts(first, second).reduce(second, +)
  }

  /// What it adds to the second image, `w (a - b)` and what each gain brings, in the order of the
  /// formula.
  func parts(_ first: Tensor, _ second: Tensor) -> [Tensor] {
    let share = share.enlarged(by: reduction)
    let gains = (gains.tanh() * reach).resized(height: share.size(2), width: share.size(3))
      .cropped(like: first).chunks(4, dim: 1)
    let levels = levels.chunks(2, dim: 1)
    let images = [first, second]
    let means = images.map(windowMean)
    return [(first - second) * share.cropped(like: first)]
      + [0, 1].map { gains[$0] * (images[$0] - means[$0]) }
      + [0, 1].map { gains[2 + $0] * (means[$0] - levels[$0]) }
  }

  private func windowMean(_ image: Tensor) -> Tensor {
    let margin = window / 2
    let padded = image.padded(
      left: margin, right: margin, top: margin, bottom: margin, mode: .replicate)
    return padded.averagePooled(window, stride: 1)
  }
}
