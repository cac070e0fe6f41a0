// SPDX-License-Identifier: Apache-2.0

extension Image {
  /// The picture with its samples stored in another depth: scaled so that white stays white,
  /// clamped to 0...1 and rounded half up.
  public func converted(to depth: Depth) -> Image {
    depth == samples.depth
      ? self
      : Image(
        size: size, colorModel: colorModel, samples: samples.converted(to: depth), alpha: alpha)
  }

  /// The picture with three channels; those of a gray one are equal.
  func promotedToRGB() -> Image {
    guard colorModel == .gray else { return self }
    let samples: Samples =
      switch samples {
      case .uint8(let values): .uint8(tripled(values))
      case .uint16(let values): .uint16(tripled(values))
      case .float(let values): .float(tripled(values))
      }
    return Image(size: size, colorModel: .rgb, samples: samples, alpha: alpha)
  }
}

extension Image.Samples {
  /// See `Image.converted(to:)`.
  func converted(to depth: Depth) -> Image.Samples {
    if depth == self.depth { return self }
    return switch self {
    case .uint8(let values): rescaled(values, to: depth)
    case .uint16(let values): rescaled(values, to: depth)
    case .float(let values): rescaled(values, to: depth)
    }
  }
}

private func rescaled<S: Sample>(_ values: [S], to depth: Depth) -> Image.Samples {
  switch depth {
  case .uint8: .uint8(rescaled(values))
  case .uint16: .uint16(rescaled(values))
  case .float: .float(rescaled(values))
  }
}

private func rescaled<S: Sample, T: Sample>(_ values: [S]) -> [T] {
  values.withUnsafeBufferPointer { values in
    makeArray(count: values.count) { result in
      for i in 0..<values.count { result[i] = T(unit: values[i].unit) }
    }
  }
}

private func tripled<S: Sample>(_ values: [S]) -> [S] {
  values.withUnsafeBufferPointer { values in
    makeArray(count: 3 * values.count) { result in
      for i in 0..<values.count {
        for channel in 0..<3 { result[3 &* i &+ channel] = values[i] }
      }
    }
  }
}
