// SPDX-License-Identifier: Apache-2.0

import Imaging

/// How luminance and two color differences in bytes make red, green and blue.
///
/// With y in 0...1 and u, v in -0.5...0.5: r = y + 2 (1 - kr) v, b = y + 2 (1 - kb) u, and g is
/// what makes kr r + (1 - kr - kb) g + kb b = y.
///
/// Source: ITU-R BT.601-7 (kr .299, kb .114), BT.709-6 (kr .2126, kb .0722).
struct YUVMatrix {
  private let red: Float
  private let blue: Float
  private let isFull: Bool

  /// BT.601 with luminance from 16 to 235.
  static let bt601Limited = Self(0.299, 0.114, isFull: false)

  /// What is meant where a film does not say it: BT.709 from 720 rows on, BT.601 below.
  init(for size: ImageSize, isFull: Bool) {
    if size.height >= 720 {
      self.init(0.2126, 0.0722, isFull: isFull)
    } else {
      self.init(0.299, 0.114, isFull: isFull)
    }
  }

  private init(_ red: Float, _ blue: Float, isFull: Bool) {
    (self.red, self.blue, self.isFull) = (red, blue, isFull)
  }

  /// The picture of planes, the chroma ones `across` times narrower and `down` times lower.
  func image(
    planes bytes: [UInt8], _ size: ImageSize, across: Int, down: Int
  ) -> Image {
    let chromaWidth = (size.width + across - 1) / across
    let chromaCount = chromaWidth * ((size.height + down - 1) / down)
    return image(size) { x, y in
      let chroma = size.pixelCount + (y / down) * chromaWidth + x / across
      return (bytes[y * size.width + x], bytes[chroma], bytes[chroma + chromaCount])
    }
  }

  /// The picture of bytes in the order y, u, y, v.
  func image(packed bytes: [UInt8], _ size: ImageSize) -> Image {
    let stride = 4 * ((size.width + 1) / 2)
    return image(size) { x, y in
      let couple = y * stride + 4 * (x / 2)
      return (bytes[couple + 2 * (x % 2)], bytes[couple + 1], bytes[couple + 3])
    }
  }

  /// Luminance and color differences in bytes of a picture, of each pixel: three planes.
  func planes(of image: Image) -> [UInt8] {
    guard case .uint8(let samples) = image.samples, image.colorModel == .rgb else {
      preconditionFailure("YUVMatrix: an RGB image of 8 bits is wanted")
    }
    let count = image.size.pixelCount
    let (scale, offset, chroma) = levels
    return [UInt8](unsafeUninitializedCapacity: 3 * count) { target, filled in
      for index in 0..<count {
        let r = Float(samples[3 * index])
        let g = Float(samples[3 * index + 1])
        let b = Float(samples[3 * index + 2])
        let y = red * r + (1 - red - blue) * g + blue * b
        target[index] = byte(y * scale + offset)
        target[count + index] = byte((b - y) / (2 - 2 * blue) * chroma + 128)
        target[2 * count + index] = byte((r - y) / (2 - 2 * red) * chroma + 128)
      }
      filled = 3 * count
    }
  }

  /// Steps of luminance and of color difference for one of 255, and the black of luminance.
  private var levels: (scale: Float, offset: Float, chroma: Float) {
    isFull ? (1, 0, 1) : (219 / 255, 16, 224 / 255)
  }

  private func image(
    _ size: ImageSize, _ sample: (_ x: Int, _ y: Int) -> (UInt8, UInt8, UInt8)
  ) -> Image {
    let (scale, offset, chroma) = levels
    let samples = [UInt8](unsafeUninitializedCapacity: 3 * size.pixelCount) { target, filled in
      var index = 0
      for row in 0..<size.height {
        for column in 0..<size.width {
          let (first, second, third) = sample(column, row)
          let y = (Float(first) - offset) / scale
          let u = (Float(second) - 128) / chroma
          let v = (Float(third) - 128) / chroma
          let (r, b) = (y + (2 - 2 * red) * v, y + (2 - 2 * blue) * u)
          target[index] = byte(r)
          target[index + 1] = byte((y - red * r - blue * b) / (1 - red - blue))
          target[index + 2] = byte(b)
          index += 3
        }
      }
      filled = index
    }
    return Image(size: size, colorModel: .rgb, samples: .uint8(samples))
  }
}

@inline(__always)
private func byte(_ value: Float) -> UInt8 { UInt8(max(0, min(255, value.rounded()))) }
