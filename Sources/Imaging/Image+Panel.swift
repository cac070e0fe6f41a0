// SPDX-License-Identifier: Apache-2.0

extension Image {
  /// Pictures side by side on white, for looking at: 8 bits, without alpha; gray unless one has
  /// color.
  /// - Parameters:
  ///   - images: At least one, from left to right.
  ///   - gap: Columns of white between neighbors.
  /// - Returns: One picture of that height.
  /// - Precondition: All have the same height.
  public static func panel(_ images: [Image], gap: Int = 8) -> Image {
    precondition(!images.isEmpty && gap >= 0, "panel: \(images.count) images, gap \(gap)")
    let height = images.first?.size.height ?? 0
    precondition(
      images.allSatisfy { $0.size.height == height },
      "panel: unequal heights, sizes \(images.map(\.size.description))")
    let model: ColorModel = images.allSatisfy(\.isGray) ? .gray : .rgb
    let columns = images.map { $0.displaySamples(model) }
    let white = [UInt8](repeating: .max, count: gap * model.channelCount)
    var samples: [UInt8] = []
    for row in 0..<height {
      for (index, column) in columns.enumerated() {
        let length = column.count / height
        samples += index > 0 ? white : []
        samples += column[row * length..<(row + 1) * length]
      }
    }
    let width = images.map(\.size.width).reduce(0, +) + gap * (images.count - 1)
    return Image(
      size: ImageSize(width: width, height: height), colorModel: model, samples: .uint8(samples))
  }

  /// The 8-bit samples with the channels of `model`; the image is gray where that is.
  private func displaySamples(_ model: ColorModel) -> [UInt8] {
    let image = model == .rgb ? promotedToRGB() : Image(luminance: luminance())
    guard case .uint8(let values) = image.converted(to: .uint8).samples else { return [] }
    return values
  }
}
