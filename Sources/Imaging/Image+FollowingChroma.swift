// SPDX-License-Identifier: Apache-2.0

import CPixels

extension Image {
  /// Puts another brightness under the color of a picture: chroma grows and falls with luminance,
  /// so that a color keeps its saturation, as far as the gamut goes.
  ///
  /// Each pixel's chroma is multiplied by one number k, so that hue is the source's exactly. Where
  /// Y is the source's luminance and Y' the new one, k = 1 + (Y' - Y) / max(Y, 1 / 16 Y): that is
  /// Y' / Y from a quarter of white on, and goes to 1 below it, where color is mostly noise. It is
  /// at most 2, and at most what keeps red, green and blue in 0...1, so that luminance is Y'
  /// exactly. Where Y' is Y, pixels are those of ``init(luminance:chroma:depth:)``, bit for bit.
  /// - Parameters:
  ///   - luminance: Y', 0...1; clamped.
  ///   - chroma: The source's, of the size of `luminance`.
  ///   - source: Y, 0...1, of that size too.
  ///   - depth: Type of the samples, which are rounded half up.
  /// - Precondition: All planes have one size.
  public init(luminance: Plane, chroma: Chroma, of source: Plane, depth: Depth = .uint8) {
    let sizes = [chroma.cb.size, source.size]
    precondition(
      sizes.allSatisfy { $0 == luminance.size },
      "Image: chroma and its luminance are \(sizes), luminance \(luminance.size)")
    let pixels = FollowingChroma(
      luminance: luminance.values, source: source.values, cb: chroma.cb.values,
      cr: chroma.cr.values)
    let samples: Samples =
      switch depth {
      case .uint8: UInt8.wrap(pixels.rgb())
      case .uint16: UInt16.wrap(pixels.rgb())
      case .float: Float.wrap(pixels.rgb())
      }
    self.init(size: luminance.size, colorModel: .rgb, samples: samples)
  }
}

extension Image {
  /// Puts another brightness under this picture's own color, as
  /// ``init(luminance:chroma:of:depth:)`` does, bit for bit; in one pass where samples are bytes.
  /// - Parameters:
  ///   - luminance: Y', 0...1; clamped.
  ///   - source: Y, this picture's ``luminance()``.
  ///   - depth: Type of the samples, which are rounded half up.
  /// - Returns: A color picture without alpha.
  /// - Precondition: Both planes have this picture's size.
  package func relit(by luminance: Plane, of source: Plane, depth: Depth = .uint8) -> Image {
    guard case .uint8(let bytes) = samples, colorModel == .rgb, depth == .uint8 else {
      return Image(luminance: luminance, chroma: chroma(), of: source, depth: depth)
    }
    precondition(
      luminance.size == size && source.size == size,
      "relit: luminances are \(luminance.size) and \(source.size), the picture \(size)")
    let rule = daefuse_following(
      squared_floor: FollowingChroma.squaredFloor, largest_gain: FollowingChroma.largestGain,
      rounding: FollowingChroma.rounding)
    let relit = makeArray(count: bytes.count) {
      daefuse_follow_rgb8(bytes, source.values, luminance.values, $0, size.pixelCount, rule)
    }
    return Image(size: size, colorModel: .rgb, samples: .uint8(relit))
  }
}

/// The planes of a picture whose chroma follows its luminance.
private struct FollowingChroma {
  /// The luminance below which less and less of a color is told from noise, squared.
  static let squaredFloor: Float = 1 / 16
  /// The most that chroma grows by.
  static let largestGain: Float = 2
  /// How far above 1 or below 0 the sums of a color in the gamut may come out by rounding.
  static let rounding: Float = 0x1p-19

  let luminance: [Float]
  let source: [Float]
  let cb: [Float]
  let cr: [Float]

  /// BT.601 full range back to interleaved RGB.
  func rgb<S: Sample>() -> [S] {
    withPlanes { luminance, _, cb, cr in
      gains.withUnsafeBufferPointer { gains in
        makeArray(count: 3 * gains.count) { result in
          for i in 0..<gains.count {
            let (blue, red) = (gains[i] * (cb[i] - 0.5), gains[i] * (cr[i] - 0.5))
            store(clampedToUnit(luminance[i]), blue, red, at: result + 3 &* i)
          }
        }
      }
    }
  }

  /// What the chroma of each pixel is multiplied by: in a loop of its own, which vectorizes.
  private var gains: [Float] {
    withPlanes { luminance, source, cb, cr in
      makeArray(count: luminance.count) { result in
        for i in 0..<luminance.count {
          result[i] = Self.gain(
            from: clampedToUnit(source[i]), to: clampedToUnit(luminance[i]), cb[i] - 0.5,
            cr[i] - 0.5)
        }
      }
    }
  }

  @inline(__always)
  private static func gain(from source: Float, to y: Float, _ blue: Float, _ red: Float) -> Float {
    let change = (y - source) * source / most(source * source, squaredFloor)
    let wanted = least(1 + change, largestGain)
    let (r, g, b) = (1.402 * red, -0.344136 * blue - 0.714136 * red, 1.772 * blue)
    let above = most(0, most(r, most(g, b)))
    let below = most(0, -least(r, least(g, b)))
    let (up, down) = (1 + rounding - y, y + rounding)
    return least(wanted, least(up / above, down / below))
  }

  private typealias Values = UnsafeBufferPointer<Float>

  private func withPlanes<Result>(_ body: (Values, Values, Values, Values) -> Result) -> Result {
    luminance.withUnsafeBufferPointer { luminance in
      source.withUnsafeBufferPointer { source in
        cb.withUnsafeBufferPointer { cb in
          cr.withUnsafeBufferPointer { body(luminance, source, cb, $0) }
        }
      }
    }
  }
}

@inline(__always) private func least(_ a: Float, _ b: Float) -> Float { b < a ? b : a }
@inline(__always) private func most(_ a: Float, _ b: Float) -> Float { b > a ? b : a }
