// SPDX-License-Identifier: Apache-2.0

package import Imaging

extension FusionOptions {
  /// Fuses a registered pair by any rule for two planes: what is done around a network.
  ///
  /// - Parameters:
  ///   - first: The visible image, or the MRI; 16x16 pixels or more.
  ///   - second: The infrared image, or CT, PET or SPECT; of the same size unless ``resizesSecond``.
  ///   - rule: Makes one luminance plane, 0...1, of two of one size.
  /// - Returns: An image of the first one's size, with its alpha.
  /// - Throws: ``FusionModelError`` for images that cannot be fused, `ImagingError` for a range that
  ///   is none, and what `rule` throws.
  package func fused(
    _ first: Image, _ second: Image, by rule: (Plane, Plane) throws -> Plane
  ) throws -> Image {
    try check(first, second)
    let other = try secondRange.map { try second.luminance(mapping: $0) } ?? second.luminance()
    let fused = try rule(first.luminance(), other.resized(to: first.size))
    return Image(
      isStretched ? fused.stretched() : fused, chroma: chroma(first, second), depth: depth,
      alpha: first.alpha)
  }

  private func chroma(_ first: Image, _ second: Image) -> Chroma? {
    if color == .gray { return nil }
    let source =
      switch colorSource {
      case .first: first
      case .second: second
      case .auto: first.isGray && !second.isGray ? second : first
      }
    if color == .auto && source.isGray { return nil }
    let chroma = source.chroma()
    return Chroma(cb: chroma.cb.resized(to: first.size), cr: chroma.cr.resized(to: first.size))
  }

  private func check(_ first: Image, _ second: Image) throws {
    for (name, image) in [("first", first), ("second", second)]
    where min(image.size.width, image.size.height) < 16 {
      throw FusionModelError.images(
        "the \(name) image is \(image.size); at least 16x16 is wanted")
    }
    guard first.size == second.size || resizesSecond else {
      throw FusionModelError.images(
        "the images differ in size, \(first.size) and \(second.size); registered images of one "
          + "size are wanted, or --resize-second (resizesSecond) to resize the second")
    }
    if case .side(let side) = tiling, side < TileGrid.minimumSide {
      throw FusionModelError.images(
        "tiles of \(side) pixels; at least \(TileGrid.minimumSide) is wanted")
    }
  }
}

extension Image {
  /// A fused luminance with its colour and alpha.
  fileprivate init(_ luminance: Plane, chroma: Chroma?, depth: Depth, alpha: Plane?) {
    let image = Image(luminance: luminance, chroma: chroma, depth: depth)
    self.init(
      size: image.size, colorModel: image.colorModel, samples: image.samples, alpha: alpha)
  }
}
