// SPDX-License-Identifier: Apache-2.0

import Imaging

/// A mirrored continuation of an image, as wide as the coarsest wavelet, that brings both sides to
/// a multiple of 2^levels.
struct Margin {
  private let width: Int
  private let unit: Int

  init(for size: ImageSize, taps: Int, levels: Int) {
    unit = 1 << levels
    // A coarsest coefficient sees (taps - 1)(2^levels - 1) + 1 pixels; Haar's never leave their
    // block of 2^levels.
    width = taps == 2 ? 0 : (taps - 1) * unit
  }

  /// The image with the margin before and after each row and column.
  func added(to image: Grid) -> Grid {
    image.separably { grid in
      let inner = grid.size.width
      let outer = (inner + 2 * width + unit - 1) / unit * unit
      return grid.mapRows(width: outer) { input, output in
        for x in 0..<outer { output[x] = input[mirrored(x - width, inner)] }
      }
    }
  }

  /// The image of `size` inside.
  func removed(from image: Grid, size: ImageSize) -> Grid {
    func cut(_ grid: Grid, _ length: Int) -> Grid {
      grid.mapRows(width: length) { input, output in
        for x in 0..<length { output[x] = input[x + width] }
      }
    }
    return cut(cut(image, size.width).transposed(), size.height).transposed()
  }
}
