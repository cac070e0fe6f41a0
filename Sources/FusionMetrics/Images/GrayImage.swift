// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// A gray picture as the metrics see it: whole levels 0...255, row-major.
public struct GrayImage: Sendable, Equatable {
  /// Width and height in pixels.
  public let size: ImageSize
  /// `size.pixelCount` levels, row by row.
  public let levels: [UInt8]

  /// Wraps levels given row by row.
  /// - Precondition: The size is at least 1x1, and `levels` has `size.pixelCount` elements.
  public init(size: ImageSize, levels: [UInt8]) {
    precondition(size.width > 0 && size.height > 0, "GrayImage: empty size \(size)")
    precondition(
      levels.count == size.pixelCount,
      "GrayImage: \(levels.count) levels given, \(size) wants \(size.pixelCount)")
    self.size = size
    self.levels = levels
  }

  /// Takes the gray levels of an image as the CDDFuse evaluation does.
  ///
  /// 8-bit gray is taken as it is, and 8-bit color as `fma(R, 0.299, fma(B, 0.114, G * 0.587))` in
  /// `Float`, bit for bit what OpenCV's `cvtColor` makes of float32, rounded to the nearest whole
  /// number, ties to even. Other depths are scaled to 0...255 first and rounded alike. Alpha is
  /// left out.
  public init(_ image: Image) {
    switch (image.samples, image.colorModel) {
    case (.uint8(let values), .gray): self.init(size: image.size, levels: values)
    case (.uint8(let values), .rgb): self.init(size: image.size, levels: grayLevels(ofRGB: values))
    default: self.init(image.luminance())
    }
  }

  /// Takes values of 0...1 times 255, clamped and rounded to the nearest level, ties to even;
  /// not-a-number becomes 0.
  public init(_ plane: Plane) {
    self.init(size: plane.size, levels: plane.values.map { nearestLevel($0 * 255) })
  }
}

/// The nearest of 0...255, ties to even.
@inline(__always)
private func nearestLevel(_ value: Float) -> UInt8 {
  UInt8(max(0, min(255, value.isNaN ? 0 : value)).rounded(.toNearestOrEven))
}

/// Weighs interleaved RGB in OpenCV's order of operations, which decides how exact halves round.
private func grayLevels(ofRGB values: [UInt8]) -> [UInt8] {
  values.withUnsafeBufferPointer { values in
    [UInt8](unsafeUninitializedCapacity: values.count / 3) { levels, count in
      count = values.count / 3
      for i in 0..<count {
        let (red, blue) = (Float(values[3 * i]), Float(values[3 * i + 2]))
        let green = Float(values[3 * i + 1]) * 0.587
        levels[i] = nearestLevel(green.addingProduct(blue, 0.114).addingProduct(red, 0.299))
      }
    }
  }
}
