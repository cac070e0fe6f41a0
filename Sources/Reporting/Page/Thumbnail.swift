// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// A small picture in the form that a page can hold: the URL of a JPEG within itself.
package struct Thumbnail: Sendable, Equatable {
  /// `data:image/jpeg;base64,...`
  package let url: String
  /// The size of the small picture.
  package let size: ImageSize

  /// Shrinks an image by a whole number until no side is longer than `longestSide` pixels.
  /// - Throws: `ImagingError` where it cannot be encoded.
  package init(_ image: Image, longestSide: Int = 512) throws(ImagingError) {
    let sides = max(image.size.width, image.size.height)
    let small = image.shrunk(by: (sides + longestSide - 1) / longestSide)
    let bytes = try small.encoded(as: .jpeg, quality: 88)
    url = dataURL(bytes, type: "image/jpeg")
    size = small.size
  }
}

extension Image {
  /// Means over squares of `factor` pixels a side, as 8 bits; what is left over at the right and
  /// the lower border is cut off.
  func shrunk(by factor: Int) -> Image {
    guard case .uint8(let values) = converted(to: .uint8).samples, factor > 1 else { return self }
    let channels = colorModel.channelCount
    let small = ImageSize(
      width: max(size.width / factor, 1), height: max(size.height / factor, 1))
    let (rows, columns) = (min(factor, size.height), min(factor, size.width))
    var result: [UInt8] = []
    result.reserveCapacity(small.pixelCount * channels)
    for y in 0..<small.height {
      for x in 0..<small.width {
        for channel in 0..<channels {
          var sum = 0
          for row in 0..<rows {
            let start = ((y * factor + row) * size.width + x * factor) * channels + channel
            for column in 0..<columns { sum += Int(values[start + column * channels]) }
          }
          result.append(UInt8((sum + rows * columns / 2) / (rows * columns)))
        }
      }
    }
    return Image(size: small, colorModel: colorModel, samples: .uint8(result))
  }
}
