// SPDX-License-Identifier: Apache-2.0

import Imaging

extension Image {
  /// A part of the picture, of the same depth; where it reaches beyond the picture alpha is 0.
  func window(x: Int, y: Int, size window: ImageSize) -> Image {
    let columns = (0..<window.width).map { $0 + x }, rows = (0..<window.height).map { $0 + y }
    func part<T>(_ values: [T], _ channels: Int, outside: T) -> [T] {
      var part: [T] = []
      part.reserveCapacity(window.pixelCount * channels)
      for row in rows {
        for column in columns {
          let isInside = (0..<size.width).contains(column) && (0..<size.height).contains(row)
          let pixel = (row * size.width + column) * channels
          for channel in 0..<channels { part.append(isInside ? values[pixel + channel] : outside) }
        }
      }
      return part
    }
    let channels = colorModel.channelCount
    let samples: Samples =
      switch samples {
      case .uint8(let values): .uint8(part(values, channels, outside: 0))
      case .uint16(let values): .uint16(part(values, channels, outside: 0))
      case .float(let values): .float(part(values, channels, outside: 0))
      }
    let isWhole =
      x >= 0 && y >= 0 && x + window.width <= size.width && y + window.height <= size.height
    let opacity = alpha?.values ?? (isWhole ? nil : [Float](repeating: 1, count: size.pixelCount))
    var image = Image(
      size: window, colorModel: colorModel, samples: samples,
      alpha: opacity.map { Plane(size: window, values: part($0, 1, outside: 0)) })
    image.notes = notes
    return image
  }
}
