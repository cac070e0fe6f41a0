// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Details from fine to coarse, each half as large as the one before, and a small base image.
///
/// Source: Burt and Adelson 1983, with their weights for a = 0.4; borders are mirrored.
struct LaplacianPyramid {
  let details: [Grid]
  let base: Grid

  init(details: [Grid], base: Grid) {
    (self.details, self.base) = (details, base)
  }

  /// Takes an image apart.
  init(_ image: Grid, levels: Int) {
    var (details, base) = ([Grid](), image)
    for _ in 0..<levels {
      let smaller = base.reduced()
      details.append(base.combined(smaller.expanded(to: base.size), -))
      base = smaller
    }
    self.init(details: details, base: base)
  }

  /// The image put together again.
  var image: Grid {
    details.reversed().reduce(base) { $0.expanded(to: $1.size).combined($1, +) }
  }
}

/// 1/4 - a/2, 1/4, a, 1/4, 1/4 - a/2 for a = 0.4.
private let kernel = [0.05, 0.25, 0.4, 0.25, 0.05]

extension Grid {
  /// REDUCE: smoothed, then every second pixel from the first; odd sides are rounded up.
  func reduced() -> Grid {
    separably { grid in
      grid.mapRows(width: (grid.size.width + 1) / 2) { input, output in
        for x in 0..<output.count {
          var sum = 0.0
          for tap in -2...2 { sum += kernel[tap + 2] * input[mirrored(2 * x + tap, input.count)] }
          output[x] = sum
        }
      }
    }
  }

  /// EXPAND: zeros between pixels, smoothed, times 4; the reverse of ``reduced()`` in size.
  func expanded(to size: ImageSize) -> Grid {
    expandedRows(size.width).transposed().expandedRows(size.height).transposed()
  }

  private func expandedRows(_ width: Int) -> Grid {
    mapRows(width: width) { input, output in
      for x in 0..<output.count {
        var sum = 0.0
        for tap in -2...2 where (x + tap) % 2 == 0 {
          sum += 2 * kernel[tap + 2] * input[mirrored((x + tap) / 2, input.count)]
        }
        output[x] = sum
      }
    }
  }
}
