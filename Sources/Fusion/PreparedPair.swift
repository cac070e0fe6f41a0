// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// A pair of images on its way through a method: its luminances, and what becomes of their fusion.
package struct PreparedPair: Sendable {
  private let first: Image
  private let second: Image
  private let options: FusionOptions
  private let masked: MaskedPair
  /// What a method fuses.
  package let luminances: LuminancePair

  /// Maps ranges and sizes.
  ///
  /// - Throws: ``FusionError`` for images that cannot be fused, `ImagingError` for a range that is
  ///   none.
  package init(_ first: Image, _ second: Image, _ options: FusionOptions) throws {
    try requireFusible(first, second, options)
    (self.first, self.second, self.options) = (first, second, options)
    let (seenFirst, seenSecond) = (
      SeenImage(first, noData: options.firstNoData), SeenImage(second, noData: options.secondNoData)
    )
    let luminance = seenFirst.luminance
    // As it came: a range may make content black, and that is no border.
    let other = seenSecond.luminance.resized(to: first.size)
    let shown = try options.secondRange.map {
      try seenSecond.luminance(mapping: $0).resized(to: first.size)
    }
    masked = MaskedPair(
      luminance, shown ?? other,
      firstMask: .union(
        seenFirst.mask,
        WedgeDetector(image: luminance, other: other).mask(margin: MaskedPair.margin)),
      secondMask: .union(
        seenSecond.mask?.resized(to: first.size),
        WedgeDetector(image: other, other: luminance).mask(margin: MaskedPair.margin)))
    luminances = masked.luminances.withoutGlare
  }

  /// What a method is told besides.
  package func context(named name: String? = nil) -> FusionContext {
    FusionContext(subject: options.subject, tiling: options.tiling, name: name)
  }

  /// The fused image of a fused luminance.
  package func fusedImage(from fused: Plane) -> Image {
    let fused = masked.composite(fused.leaned(by: options.lean, in: masked.luminances))
    let image = Image(
      luminance: options.isStretched ? fused.stretched() : fused, chroma: chroma,
      depth: options.depth)
    return Image(
      size: image.size, colorModel: image.colorModel, samples: image.samples,
      alpha: masked.composite(alpha: first.alpha))
  }

  private var chroma: Chroma? {
    if options.color == .gray { return nil }
    let isOfSecond =
      switch options.colorSource {
      case .first: false
      case .second: true
      case .auto: first.isGray && !second.isGray
      }
    let source = isOfSecond ? second : first
    if options.color == .auto && source.isGray { return nil }
    let chroma = source.chroma().resized(to: first.size)
    return isOfSecond ? masked.ofSecond(chroma) : masked.ofFirst(chroma)
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
  guard first.size == second.size || options.resizesSecond else {
    throw FusionError(
      .unequalSizes,
      "the images differ in size, \(first.size) and \(second.size); registered images of one size "
        + "are wanted")
  }
  guard (-1...1).contains(options.lean) else {
    throw FusionError(.invalidLean, "a lean of \(options.lean); -1 to 1 is wanted")
  }
  try options.tiling.check()
}
