// SPDX-License-Identifier: Apache-2.0

extension Image {
  /// Color without brightness (ITU-R BT.601, full range): Cb = (B - Y) / 1.772 + 0.5 and
  /// Cr = (R - Y) / 1.402 + 0.5, both 0...1. A gray image has 0.5 everywhere.
  /// Not-a-number in float images counts as 0.
  public func chroma() -> Chroma {
    switch (samples, colorModel) {
    case (_, .gray): neutralChroma
    case (.uint8(let values), .rgb): chroma(of: values)
    case (.uint16(let values), .rgb): chroma(of: values)
    case (.float(let values), .rgb): chroma(of: values)
    }
  }

  private var neutralChroma: Chroma {
    let neutral = Plane(size: size, values: [Float](repeating: 0.5, count: size.pixelCount))
    return Chroma(cb: neutral, cr: neutral)
  }

  private func chroma<S: Sample>(of values: [S]) -> Chroma {
    let luminance = luminance().values
    let cb = difference(of: 2, in: values, from: luminance, slope: 1 / 1.772)
    let cr = difference(of: 0, in: values, from: luminance, slope: 1 / 1.402)
    return Chroma(cb: Plane(size: size, values: cb), cr: Plane(size: size, values: cr))
  }

  /// Puts a picture together from brightness and, for a color picture, chroma: the inverse of
  /// `luminance()` and `chroma()`. Values are clamped to 0...1 and rounded half up.
  /// - Precondition: `chroma` has the size of `luminance`.
  public init(luminance: Plane, chroma: Chroma? = nil, depth: Depth = .uint8) {
    let samples: Samples =
      switch depth {
      case .uint8: Self.samples(of: UInt8.self, luminance, chroma)
      case .uint16: Self.samples(of: UInt16.self, luminance, chroma)
      case .float: Self.samples(of: Float.self, luminance, chroma)
      }
    self.init(
      size: luminance.size, colorModel: chroma == nil ? .gray : .rgb, samples: samples)
  }

  private static func samples<S: Sample>(
    of type: S.Type, _ luminance: Plane, _ chroma: Chroma?
  ) -> Samples {
    guard let chroma else { return S.wrap(stored(luminance.values)) }
    precondition(
      chroma.cb.size == luminance.size,
      "Image: chroma is \(chroma.cb.size), luminance \(luminance.size)")
    return S.wrap(rgb(luminance.values, chroma.cb.values, chroma.cr.values))
  }
}

/// One channel of interleaved RGB minus luminance, scaled and moved to 0...1.
private func difference<S: Sample>(
  of channel: Int, in values: [S], from luminance: [Float], slope: Float
) -> [Float] {
  values.withUnsafeBufferPointer { values in
    luminance.withUnsafeBufferPointer { luminance in
      makeArray(count: luminance.count) { result in
        for i in 0..<luminance.count {
          result[i] = (known(values[3 &* i &+ channel].unit) - luminance[i]) * slope + 0.5
        }
      }
    }
  }
}

/// Stores values of 0...1.
func stored<S: Sample>(_ units: [Float]) -> [S] {
  units.withUnsafeBufferPointer { units in
    makeArray(count: units.count) { result in
      for i in 0..<units.count { result[i] = S(unit: units[i]) }
    }
  }
}

/// BT.601 full range back to interleaved RGB.
private func rgb<S: Sample>(_ luminance: [Float], _ cb: [Float], _ cr: [Float]) -> [S] {
  luminance.withUnsafeBufferPointer { luminance in
    cb.withUnsafeBufferPointer { cb in
      cr.withUnsafeBufferPointer { cr in
        makeArray(count: 3 * luminance.count) { result in
          for i in 0..<luminance.count {
            store(luminance[i], cb[i] - 0.5, cr[i] - 0.5, at: result + 3 &* i)
          }
        }
      }
    }
  }
}

/// Red, green and blue of luminance and of chroma without its 0.5.
@inline(__always)
func store<S: Sample>(_ y: Float, _ blue: Float, _ red: Float, at pixel: UnsafeMutablePointer<S>) {
  pixel[0] = S(unit: y + 1.402 * red)
  pixel[1] = S(unit: y - 0.344136 * blue - 0.714136 * red)
  pixel[2] = S(unit: y + 1.772 * blue)
}
