// SPDX-License-Identifier: Apache-2.0

extension Image {
  /// Whether the picture has no color: one channel, or three that are equal everywhere, as
  /// infrared and medical images are often stored.
  public var isGray: Bool {
    guard colorModel == .rgb else { return true }
    return switch samples {
    case .uint8(let values): hasEqualChannels(values)
    case .uint16(let values): hasEqualChannels(values)
    case .float(let values): hasEqualChannels(values)
    }
  }
}

/// Whether red, green and blue agree in every pixel of interleaved RGB `values`.
private func hasEqualChannels<S: Sample>(_ values: [S]) -> Bool {
  values.withUnsafeBufferPointer { values in
    var start = 0
    while start < values.count {
      guard values[start] == values[start + 1], values[start] == values[start + 2] else {
        return false
      }
      start += 3
    }
    return true
  }
}
