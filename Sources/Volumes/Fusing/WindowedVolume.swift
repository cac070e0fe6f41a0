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
    image(number, view) { palette.color(at: $0) }
  }

  /// A slice as it is laid over another volume: in color it is black at the window's low end,
  /// whatever the palette's color is there, so that nothing is added where there is nothing.
  func layer(_ number: Int, _ view: SliceView) -> Image {
    guard !palette.isGray else { return image(number, view) }
    let floor = palette.color(at: 0)
    return image(number, view) { share in
      let (color, rest) = (palette.color(at: share), 1 - Self.opacity(share))
      return RGB(
        red: max(0, color.red - rest * floor.red), green: max(0, color.green - rest * floor.green),
        blue: max(0, color.blue - rest * floor.blue))
    }
  }

  /// A slice in so many pixels, as a sheet shows it. Values are interpolated, not colors: each
  /// color is one of the bar's.
  func picture(_ number: Int, _ view: SliceView, _ size: ImageSize) -> Image {
    let sliceSize = ImageSize(width: view.width, height: view.height)
    let values = view.slice(number, of: volume)
    let seen = Plane(size: sliceSize, values: values.map { $0.isNaN ? 0 : 1 }).resized(to: size)
    var heat = Plane(size: sliceSize, values: values.map { $0.isNaN ? 0 : $0 }).resized(to: size)
    for at in heat.values.indices {
      heat.values[at] = window.share(heat.values[at] / seen.values[at])
    }
    let image = Image(heat: heat, palette: palette)
    guard case .uint8(var samples) = image.samples else { return image }
    for at in samples.indices where seen.values[at / 3] < 0.5 { samples[at] = 0 }
    return Image(size: size, colorModel: .rgb, samples: .uint8(samples))
  }

  /// What its colors stand for.
  func bar(height: Int) -> Image {
    Image.colorBar(
      palette, height: height, range: BrightnessRange(low: window.low, high: window.high))
  }

  /// How much of an overlay in color is seen at a share of its window: nothing at the low end, all
  /// from a tenth on, evenly in between; all where it was not seen, which a mask says.
  static func opacity(_ share: Float) -> Float { share.isNaN ? 1 : max(0, min(1, 10 * share)) }

  /// The window's shares of a slice, row by row.
  func shares(_ number: Int, _ view: SliceView) -> [Float] {
    view.slice(number, of: volume).map(window.share)
  }

  private func image(_ number: Int, _ view: SliceView, _ color: (Float) -> RGB) -> Image {
    let values = shares(number, view)
    let size = ImageSize(width: view.width, height: view.height)
    guard palette != .whiteHot else {
      return Image(size: size, colorModel: .gray, samples: .float(values))
    }
    var colors: [Float] = []
    colors.reserveCapacity(3 * values.count)
    for value in values {
      let color = color(value)
      colors += value.isNaN ? [.nan, .nan, .nan] : [color.red, color.green, color.blue]
    }
    return Image(size: size, colorModel: .rgb, samples: .float(colors))
  }
}
