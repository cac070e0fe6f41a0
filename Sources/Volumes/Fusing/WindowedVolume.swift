// SPDX-License-Identifier: Apache-2.0

import Imaging

/// A volume as it is shown.
struct WindowedVolume {
  let volume: Volume
  let window: ResolvedWindow
  let palette: Palette

  /// A slice, 0...1 within the window, in floats: gray, or in the palette's colors. What was not
  /// seen is not-a-number.
  func image(_ number: Int, _ view: SliceView) -> Image {
    let values = view.slice(number, of: volume).map(window.share)
    let size = ImageSize(width: view.width, height: view.height)
    guard palette != .whiteHot else {
      return Image(size: size, colorModel: .gray, samples: .float(values))
    }
    var colors: [Float] = []
    colors.reserveCapacity(3 * values.count)
    for value in values {
      let color = palette.color(at: value)
      colors += value.isNaN ? [.nan, .nan, .nan] : [color.red, color.green, color.blue]
    }
    return Image(size: size, colorModel: .rgb, samples: .float(colors))
  }
}
