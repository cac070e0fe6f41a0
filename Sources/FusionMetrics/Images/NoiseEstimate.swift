// SPDX-License-Identifier: Apache-2.0

import Imaging

// J. Immerkaer, "Fast noise variance estimation", Computer Vision and Image Understanding 64, 1996.

extension GrayImage {
  /// The standard deviation of the noise, in levels: Immerkaer's estimate, sqrt(pi / 2) / 6 times
  /// the mean size of the response to [1 -2 1; -2 4 -2; 1 -2 1], in 16x16 tiles, of which the tenth
  /// percentile is taken.
  ///
  /// A mean over the whole image would take fine texture for noise; a tenth of an image is mostly
  /// smooth. Tiles without any response, which are constant or clipped, are left out; 0 where no
  /// tile is left. The mask cancels what is the same along a row or a column: the stripes of image
  /// intensifiers and microbolometers are no noise to it, but fine detail.
  var noiseDeviation: Double {
    let side = 16
    let tiles = patchOrigins(width: size.width, height: size.height, side: side, step: side)
    let responses = tiles.map { meanResponse(origin: $0, side: side) }.filter { $0 > 0 }.sorted()
    guard !responses.isEmpty else { return 0 }
    return (Double.pi / 2).squareRoot() / 6 * responses[responses.count / 10]
  }

  /// The mean size of the mask's response within a tile.
  private func meanResponse(origin: Int, side: Int) -> Double {
    let width = size.width
    var sum = 0
    for row in 1..<side - 1 {
      for place in origin + row * width + 1..<origin + row * width + side - 1 {
        let corners =
          Int(levels[place - width - 1]) + Int(levels[place - width + 1])
          + Int(levels[place + width - 1]) + Int(levels[place + width + 1])
        let sides =
          Int(levels[place - width]) + Int(levels[place + width]) + Int(levels[place - 1])
          + Int(levels[place + 1])
        sum += abs(corners - 2 * sides + 4 * Int(levels[place]))
      }
    }
    return Double(sum) / Double((side - 2) * (side - 2))
  }
}
