// SPDX-License-Identifier: Apache-2.0

extension Image {
  /// Wraps samples as a decoder delivers them: 1 channel is gray, 2 are gray and alpha, 3 RGB, 4
  /// RGB and alpha. Alpha is taken out in place, so that no second copy of a large image is made.
  init<S: Sample>(size: ImageSize, interleaved values: consuming [S], channels: Int) {
    let colorModel: ColorModel = channels < 3 ? .gray : .rgb
    var alpha: Plane?
    if channels != colorModel.channelCount {
      alpha = opacity(of: values, channels: channels).map { Plane(size: size, values: $0) }
      removeLastChannel(of: &values, channels: channels)
    }
    self.init(size: size, colorModel: colorModel, samples: S.wrap(values), alpha: alpha)
  }

  /// The samples with alpha as each pixel's last channel, as an encoder wants them.
  func interleavingAlpha<S: Sample>(_ colors: [S]) -> [S] {
    guard let alpha else { return colors }
    let count = colorModel.channelCount
    return colors.withUnsafeBufferPointer { colors in
      alpha.values.withUnsafeBufferPointer { alpha in
        makeArray(count: alpha.count * (count + 1)) { result in
          for pixel in 0..<alpha.count {
            let target = result + pixel * (count + 1)
            for channel in 0..<count { target[channel] = colors[pixel * count + channel] }
            target[count] = S(unit: alpha[pixel])
          }
        }
      }
    }
  }
}

/// The last channel over white, or nil where all is opaque.
private func opacity<S: Sample>(of values: [S], channels: Int) -> [Float]? {
  values.withUnsafeBufferPointer { values -> [Float]? in
    let pixels = values.count / channels
    let last = channels - 1
    let isOpaque = (0..<pixels).allSatisfy { values[$0 * channels + last] >= S.white }
    guard !isOpaque else { return nil }
    return makeArray(count: pixels) { result in
      for pixel in 0..<pixels { result[pixel] = values[pixel * channels + last].unit }
    }
  }
}

/// Moves all but the last channel of each pixel together.
private func removeLastChannel<S: Sample>(of values: inout [S], channels: Int) {
  let (kept, pixels) = (channels - 1, values.count / channels)
  values.withUnsafeMutableBufferPointer { values in
    for pixel in 0..<pixels {
      for channel in 0..<kept {
        values[pixel * kept + channel] = values[pixel * channels + channel]
      }
    }
  }
  values.removeLast(pixels)
}
