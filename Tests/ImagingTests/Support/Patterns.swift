// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Deterministic pictures for the tests.
enum Pattern {
  /// Smooth but different in every channel, so that swapped or shifted samples show.
  static func smooth(
    _ depth: Depth, _ model: Image.ColorModel, width: Int = 23, height: Int = 17,
    hasAlpha: Bool = false
  ) -> Image {
    let size = ImageSize(width: width, height: height)
    let channels = model.channelCount
    let units: [Float] = (0..<size.pixelCount * channels).map { index in
      let (pixel, channel) = index.quotientAndRemainder(dividingBy: channels)
      let (y, x) = pixel.quotientAndRemainder(dividingBy: width)
      return switch channel {
      case 0: Float(x + y) / Float(width + height)
      case 1: Float(x) / Float(width)
      default: 1 - Float(y) / Float(height)
      }
    }
    let alpha = Plane(
      size: size, values: (0..<size.pixelCount).map { Float($0 % 256) / 255 })
    return Image(
      size: size, colorModel: model, samples: samples(units, depth),
      alpha: hasAlpha ? alpha : nil)
  }

  /// 8-bit RGB that no format can compress; the same in every run.
  static func noise(width: Int, height: Int) -> Image {
    var state: UInt32 = 1
    let samples = (0..<3 * width * height).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
    return Image(
      size: ImageSize(width: width, height: height), colorModel: .rgb, samples: .uint8(samples))
  }

  private static func samples(_ units: [Float], _ depth: Depth) -> Image.Samples {
    switch depth {
    case .uint8: .uint8(units.map { UInt8($0 * 255) })
    case .uint16: .uint16(units.map { UInt16($0 * 65535) })
    case .float: .float(units)
    }
  }
}

extension Image.Samples {
  /// The values in the file's own units.
  var numbers: [Double] {
    switch self {
    case .uint8(let values): values.map(Double.init)
    case .uint16(let values): values.map(Double.init)
    case .float(let values): values.map(Double.init)
    }
  }
}

extension Image {
  /// The largest difference between samples, in the file's own units.
  func largestDifference(from other: Image) -> Double {
    zip(samples.numbers, other.samples.numbers).map { abs($0 - $1) }.max() ?? 0
  }
}
