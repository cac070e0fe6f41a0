// SPDX-License-Identifier: Apache-2.0

extension Image {
  /// A picture of heat in a palette's colors, RGB.
  /// - Parameters:
  ///   - heat: 0...1, cold to hot; clamped.
  ///   - palette: The colors.
  ///   - depth: Type of the samples.
  public init(heat: Plane, palette: Palette, depth: Depth = .uint8) {
    let colors = heat.values.map(palette.color(at:))
    let samples: Samples =
      switch depth {
      case .uint8: .uint8(stored(colors))
      case .uint16: .uint16(stored(colors))
      case .float: .float(stored(colors))
      }
    self.init(size: heat.size, colorModel: .rgb, samples: samples)
  }

  /// This picture, in color, with colors of a palette mixed in; bit for bit as it was where their
  /// share is 0. Luminance goes half the way to the color's, so that detail stays.
  /// - Parameters:
  ///   - shares: How much of a color each pixel gets, 0...1.
  ///   - heat: Where in the palette its color stands, 0...1.
  ///   - palette: The colors.
  /// - Returns: An RGB picture of the same depth, with this one's alpha.
  /// - Precondition: The planes have the picture's size.
  package func marked(_ shares: Plane, heat: Plane, palette: Palette) -> Image {
    precondition(
      shares.size == size && heat.size == size,
      "marked: shares are \(shares.size), heat \(heat.size), the image \(size)")
    func marked<S: Sample>(_ values: [S]) -> [S] {
      var values = values
      for index in shares.values.indices where shares.values[index] > 0 {
        let old = RGB(SIMD3((0..<3).map { values[3 * index + $0].unit }))
        let mark = palette.color(at: heat.values[index])
        store(old.marked(by: mark, share: shares.values[index]), in: &values, at: index)
      }
      return values
    }
    let rgb = promotedToRGB()
    let samples: Samples =
      switch rgb.samples {
      case .uint8(let values): .uint8(marked(values))
      case .uint16(let values): .uint16(marked(values))
      case .float(let values): .float(marked(values))
      }
    return Image(size: size, colorModel: .rgb, samples: samples, alpha: alpha)
  }
}

/// Interleaved samples of colors.
func stored<S: Sample>(_ colors: [RGB]) -> [S] {
  var values = [S](repeating: S(unit: 0), count: 3 * colors.count)
  for (index, color) in colors.enumerated() { store(color, in: &values, at: index) }
  return values
}

private func store<S: Sample>(_ color: RGB, in values: inout [S], at index: Int) {
  for channel in 0..<3 { values[3 * index + channel] = S(unit: color.channels[channel]) }
}
