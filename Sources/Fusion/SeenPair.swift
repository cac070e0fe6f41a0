// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Both images of a pair as they are fused: the second one where it lies on the first, in the
/// ranges that the options name.
struct SeenPair {
  let first: SeenImage
  let second: SeenImage
  /// What became of the second image's refinement; nil: none is wanted.
  let refinement: Refinement?
  private let highlight: Highlight?

  /// - Throws: `ImagingError` for a range that is none, `RigError` for a rig of images of other
  ///   shapes.
  init(
    _ first: Image, _ second: Image, _ options: FusionOptions, _ memory: FrameMemory? = nil
  ) throws {
    let aligned = try options.aligned(second, on: first, memory)
    self.first = try SeenImage(first, noData: options.firstNoData, range: options.firstRange)
    self.second = try SeenImage(
      aligned.image, noData: options.secondNoData, range: options.secondRange, memory)
    (refinement, highlight) = (aligned.refinement, options.highlight)
  }

  /// First, second and fused side by side; see
  /// ``Image/panel(first:second:fused:options:palette:scale:)``.
  func panel(fused: Image, palette: Palette?, scale: TemperatureScale) -> Image {
    let shown = second.image.blanked(second.mask).resized(to: first.image.size)
    let colored = palette.map {
      [
        Image(heat: shown.luminance(), palette: $0),
        .colorBar($0, height: shown.size.height, range: second.shownRange, scale: scale),
      ]
    }
    return .panel(
      [first.image.blanked(first.mask)] + (colored ?? [shown]) + [fused]
        + [bar(height: shown.size.height, scale: scale)].compactMap(\.self))
  }

  /// What the colors of the highlight stand for; nil where nothing is or can be marked.
  func bar(height: Int, scale: TemperatureScale) -> Image? {
    highlight.flatMap { second.bar(of: $0, height: height, scale: scale) }
  }
}
