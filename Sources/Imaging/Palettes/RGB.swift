// SPDX-License-Identifier: Apache-2.0

/// A color: red, green and blue as samples store them (sRGB), 0...1.
public struct RGB: Sendable, Hashable {
  /// Red, green and blue.
  let channels: SIMD3<Float>

  /// A color of three channels, 0...1.
  public init(red: Float, green: Float, blue: Float) {
    channels = SIMD3(red, green, blue)
  }

  /// Red, green and blue.
  init(_ channels: SIMD3<Float>) { self.channels = channels }

  /// 0...1.
  public var red: Float { channels.x }
  /// 0...1.
  public var green: Float { channels.y }
  /// 0...1.
  public var blue: Float { channels.z }

  /// Brightness, 0...1 (ITU-R BT.601, full range).
  public var luminance: Float { (SIMD3(0.299, 0.587, 0.114) * channels).sum() }

  /// This color with another one mixed in: wholly in color, half in luminance, so that what is
  /// drawn by luminance stays. In the gamut, chroma gives way there.
  /// - Parameters:
  ///   - mark: What is mixed in.
  ///   - share: How much of it, 0...1.
  /// - Returns: The mixture.
  func marked(by mark: RGB, share: Float) -> RGB {
    let (old, wanted) = (luminance, mark.luminance)
    let y = clampedToUnit(old + share * 0.5 * (wanted - old))
    let chroma = (1 - share) * (channels - old) + share * (mark.channels - wanted)
    let (above, below) = (max(chroma.max(), 0), max(-chroma.min(), 0))
    return RGB(y + min(1, (1 - y) / above, y / below) * chroma)
  }
}
