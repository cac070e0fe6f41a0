// SPDX-License-Identifier: Apache-2.0

import CPixels

extension Image {
  /// Brightness, 0...1: a gray image's own values over white, and for color
  /// Y = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601, full range).
  ///
  /// Three equal channels give exactly the values of the gray image. In float images
  /// not-a-number, a common mark for missing data, becomes 0.
  public func luminance() -> Plane {
    let numbers = luminanceNumbers(scale: nil)
    return Plane(size: size, values: samples.depth == .float ? numbers.map(known) : numbers)
  }

  /// Luminance in the file's own units, or over white.
  /// - Parameter scale: Divides the result; nil stands for the depth's white.
  /// - Returns: One number per pixel.
  package func luminanceNumbers(scale: Float?) -> [Float] {
    switch (samples, colorModel) {
    case (.uint8(let values), .gray): numbers(values, scale: scale)
    case (.uint16(let values), .gray): numbers(values, scale: scale)
    case (.float(let values), .gray): numbers(values, scale: scale)
    case (.uint8(let values), .rgb) where scale == nil: luminances(of: values)
    case (.uint8(let values), .rgb): weightedSums(values, scale: scale)
    case (.uint16(let values), .rgb): weightedSums(values, scale: scale)
    case (.float(let values), .rgb): weightedSums(values, scale: scale)
    }
  }
}

/// Fills an array through a pointer: the bulk loops below vectorise this way.
func makeArray<T>(count: Int, _ fill: (UnsafeMutablePointer<T>) -> Void) -> [T] {
  [T](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    if let start = buffer.baseAddress { fill(start) }
    initializedCount = count
  }
}

private func numbers<S: Sample>(_ values: [S], scale: Float?) -> [Float] {
  let scale = scale ?? S.scale
  return values.withUnsafeBufferPointer { values in
    makeArray(count: values.count) { result in
      for i in 0..<values.count { result[i] = values[i].number / scale }
    }
  }
}

/// What `weightedSums` gives of bytes over white.
private func luminances(of bytes: [UInt8]) -> [Float] {
  makeArray(count: bytes.count / 3) { daefuse_luminance_rgb8(bytes, $0, bytes.count / 3) }
}

/// BT.601 sums by integer weights: thousandths are exact in integers, so that gray stays gray.
private func weightedSums<S: Sample & FixedWidthInteger>(_ values: [S], scale: Float?) -> [Float] {
  let scale = (scale ?? S.scale) * 1000
  return values.withUnsafeBufferPointer { values in
    makeArray(count: values.count / 3) { result in
      for i in 0..<values.count / 3 {
        let red = 299 &* Int32(truncatingIfNeeded: values[3 &* i])
        let green = 587 &* Int32(truncatingIfNeeded: values[3 &* i &+ 1])
        let blue = 114 &* Int32(truncatingIfNeeded: values[3 &* i &+ 2])
        result[i] = Float(red &+ green &+ blue) / scale
      }
    }
  }
}

private func weightedSums(_ values: [Float], scale: Float?) -> [Float] {
  let scale = scale ?? 1
  return values.withUnsafeBufferPointer { values in
    makeArray(count: values.count / 3) { result in
      for i in 0..<values.count / 3 {
        let red = 0.299 * values[3 &* i]
        let green = 0.587 * values[3 &* i &+ 1]
        let blue = 0.114 * values[3 &* i &+ 2]
        result[i] = (red + green + blue) / scale
      }
    }
  }
}

/// The value, or 0 for not-a-number.
@inline(__always)
func known(_ value: Float) -> Float { value.isNaN ? 0 : value }
