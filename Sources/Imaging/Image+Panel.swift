extension Image {
  /// Pictures side by side on white, for looking at: 8 bits, without alpha; grey unless one has
  /// colour.
  /// - Parameters:
  ///   - images: At least one, from left to right.
  ///   - gap: Columns of white between neighbours.
  /// - Returns: One picture of that height.
  /// - Precondition: All have the same height.
  public static func panel(_ images: [Image], gap: Int = 8) -> Image {
    precondition(!images.isEmpty && gap >= 0, "panel: \(images.count) images, gap \(gap)")
    let height = images.first?.size.height ?? 0
    precondition(
      images.allSatisfy { $0.size.height == height },
      "panel: unequal heights, sizes \(images.map(\.size.description))")
    let model: ColorModel = images.allSatisfy(\.isGray) ? .gray : .rgb
    let rows = images.map { $0.displaySamples(model) }
    let white = [UInt8](repeating: .max, count: gap * model.channelCount)
    let samples = (0..<height).flatMap { row in
      rows.map { samples in
        let length = samples.count / height
        return samples[row * length..<(row + 1) * length]
      }.joined(separator: white)
    }
    let width = images.map(\.size.width).reduce(0, +) + gap * (images.count - 1)
    return Image(
      size: ImageSize(width: width, height: height), colorModel: model, samples: .uint8(samples))
  }

  /// The 8-bit samples with the channels of `model`; the image is grey where that is.
  private func displaySamples(_ model: ColorModel) -> [UInt8] {
    let image = model == .rgb ? promotedToRGB() : Image(luminance: luminance())
    guard case .uint8(let values) = image.converted(to: .uint8).samples else { return [] }
    return values
  }
}
