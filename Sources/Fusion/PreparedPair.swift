// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// A pair of images on its way through a method: its luminances, and what becomes of their fusion.
package struct PreparedPair: Sendable {
  /// One of the two images.
  package enum Member: Sendable {
    case first, second
  }

  /// The image of which no pixel is valid, so that the other one is the result; nil: both have
  /// valid pixels.
  package let unseen: Member?
  /// What of the first image is black and white; nil: the whole range of its type.
  package let firstRange: BrightnessRange?
  /// The same of the second image.
  package let secondRange: BrightnessRange?
  /// What is odd about the first image's range, a line each.
  package var firstOddities: [String] { [seen.first.oddity].compactMap(\.self) }
  /// The same of the second image, and of the highlight of it.
  package var secondOddities: [String] { [seen.second.oddity, warm?.oddity].compactMap(\.self) }
  /// What became of the second image's refinement; nil: none is wanted.
  package var refinement: Refinement? { seen.refinement }
  private let seen: SeenPair
  private let options: FusionOptions
  private let masked: MaskedPair
  private let warm: WarmPixels?
  /// What a method fuses.
  package let luminances: LuminancePair

  /// Maps ranges and sizes.
  ///
  /// - Parameters:
  ///   - first: The first image.
  ///   - second: The second one.
  ///   - options: Color, ranges, sizes and depth.
  ///   - memory: What is kept from frame to frame of a film; nil: nothing.
  /// - Throws: ``FusionError`` for images that cannot be fused, `ImagingError` for a range that is
  ///   none, `RigError` for a rig of images of other shapes.
  package init(
    _ first: Image, _ second: Image, _ options: FusionOptions, memory: FrameMemory? = nil
  ) throws {
    try requireFusible(first, second, options)
    let seen = try SeenPair(first, second, options, memory)
    (self.seen, self.options) = (seen, options)
    (firstRange, secondRange) = (seen.first.range, seen.second.range)
    warm = options.highlight.map { seen.second.warmPixels(above: $0.threshold) }
    unseen = try unseenMember(seen.first, seen.second)
    let masks = PairMasks(seen.first, seen.second)
    masked = MaskedPair(
      seen.first.luminance, seen.second.luminance.resized(to: first.size),
      memory?.plan(masks.first, masks.second) ?? MaskPlan(masks.first, masks.second))
    luminances = options.looksThroughGlare ? masked.luminances.withoutGlare : masked.luminances
  }

  private var first: Image { seen.first.image }
  private var second: Image { seen.second.image }

  /// What a method is told besides.
  package func context(named name: String? = nil) -> FusionContext {
    FusionContext(subject: options.subject, tiling: options.tiling, name: name)
  }

  /// Fuses by a method, which knows the pair by `name`.
  ///
  /// - Throws: What the method throws.
  func fused(by method: any FusionMethod, named name: String?) async throws -> Image {
    fusedImage(from: try await fusedLuminance(by: method, named: name))
  }

  /// Fuses the luminances by a method, which knows the pair by `name`.
  ///
  /// - Throws: What the method throws.
  package func fusedLuminance(
    by method: any FusionMethod, named name: String? = nil
  ) async throws -> Plane {
    try await method.fuse(luminances, context(named: name))
  }

  /// The fused image of a fused luminance.
  package func fusedImage(from fused: Plane) -> Image {
    let fused = masked.composite(fused.leaned(by: options.lean, in: masked.luminances))
    let image = highlighted(colored(options.isStretched ? fused.stretched() : fused))
    return Image(
      size: image.size, colorModel: image.colorModel, samples: image.samples,
      alpha: masked.composite(alpha: first.alpha))
  }

  /// First, second and fused side by side, see
  /// ``Image/panel(first:second:fused:options:palette:scale:)``.
  package func panel(
    of fused: Image, palette: Palette?, scale: TemperatureScale
  ) -> Image {
    seen.panel(fused: fused, palette: palette, scale: scale)
  }

  /// A fused image with what the colors of the highlight stand for beside it; as it is where there
  /// is none.
  package func withHighlightBar(_ fused: Image, scale: TemperatureScale) -> Image {
    seen.bar(height: fused.size.height, scale: scale).map(fused.beside) ?? fused
  }

  /// The picture with what is warm in the second image marked, where that is wanted.
  private func highlighted(_ image: Image) -> Image {
    guard let highlight = options.highlight, let warm else { return image }
    return image.marked(
      masked.ofSecond(warm.shares.resized(to: image.size)),
      heat: warm.heat.resized(to: image.size), palette: highlight.palette)
  }

  /// The picture of a luminance: gray, or with a source's color at that brightness.
  private func colored(_ luminance: Plane) -> Image {
    if options.color == .gray { return Image(luminance: luminance, depth: options.depth) }
    let isOfSecond =
      switch options.colorSource {
      case .first: false
      case .second: true
      case .auto: unseen == .first || unseen == nil && first.isGray && !second.isGray
      }
    let source = isOfSecond ? second : first
    if options.color == .auto && source.isGray {
      return Image(luminance: luminance, depth: options.depth)
    }
    if !isOfSecond, options.subject != .medical, !masked.hasUnseenFirst {
      return source.relit(by: luminance, of: seen.first.luminance, depth: options.depth)
    }
    let whole = source.chroma().resized(to: first.size)
    let chroma = isOfSecond ? masked.ofSecond(whole) : masked.ofFirst(whole)
    // The colors of PET and SPECT are a scale: stronger or paler they would tell another uptake.
    if isOfSecond || options.subject == .medical {
      return Image(luminance: luminance, chroma: chroma, depth: options.depth)
    }
    return Image(
      luminance: luminance, chroma: chroma, of: source.luminance().resized(to: first.size),
      depth: options.depth)
  }
}

/// - Throws: ``FusionError`` with `noValidPixel` where neither image shows anything.
private func unseenMember(
  _ first: SeenImage, _ second: SeenImage
) throws(FusionError) -> PreparedPair.Member? {
  switch (first.isUnseen, second.isUnseen) {
  case (false, false): return nil
  case (true, false): return .first
  case (false, true): return .second
  case (true, true):
    throw FusionError(
      .noValidPixel,
      "no pixel of either image is valid (alpha 0, not-a-number or no-data); an image with valid "
        + "pixels is wanted")
  }
}

private func requireFusible(_ first: Image, _ second: Image, _ options: FusionOptions)
  throws(FusionError)
{
  let side = PairFusion.minimumSide
  for (name, image) in [("first", first), ("second", second)]
  where min(image.size.width, image.size.height) < side {
    throw FusionError(
      .tooSmall, "the \(name) image is \(image.size); at least \(side)x\(side) is wanted")
  }
  let mayDiffer = options.resizesSecond || options.alignment != nil
  guard first.size == second.size || mayDiffer else {
    throw FusionError(
      .unequalSizes,
      "the images differ in size, \(first.size) and \(second.size); registered images of one size "
        + "are wanted")
  }
  guard (-1...1).contains(options.lean) else {
    throw FusionError(.invalidLean, "a lean of \(options.lean); -1 to 1 is wanted")
  }
  try options.highlight?.check(color: options.color)
  try options.tiling.check()
}
