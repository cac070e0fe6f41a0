// SPDX-License-Identifier: Apache-2.0

extension Image {
  /// The picture as it is turned for display, with its notes.
  package func turned(by orientation: Orientation) -> Image {
    if orientation == .normal { return self }
    func turned<T>(_ values: [T]) -> [T] {
      orientation.apply(to: values, size: size, channels: colorModel.channelCount)
    }
    let samples: Samples =
      switch samples {
      case .uint8(let values): .uint8(turned(values))
      case .uint16(let values): .uint16(turned(values))
      case .float(let values): .float(turned(values))
      }
    let displayed = orientation.displayed(size)
    var image = Image(
      size: displayed, colorModel: colorModel, samples: samples,
      alpha: alpha.map {
        Plane(size: displayed, values: orientation.apply(to: $0.values, size: size, channels: 1))
      })
    image.notes = notes
    return image
  }
}
