// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// What frames of a stream without a header are: size, pixels and rate.
public struct RawLayout: Sendable, Hashable {
  /// The extent of a frame.
  public let size: ImageSize
  /// How its pixels lie.
  public let format: PixelFormat
  /// How fast frames come.
  public let rate: FrameRate

  /// Names all three.
  public init(size: ImageSize, format: PixelFormat, rate: FrameRate) {
    (self.size, self.format, self.rate) = (size, format, rate)
  }

  /// Reads "640x512:gray16le@30"; nil where the text is none, or of more than 67 million pixels.
  public init?(_ text: String) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let rate = FrameRate(String(parts[1])) else { return nil }
    let fields = parts[0].split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 2, let format = PixelFormat(rawValue: String(fields[1])) else {
      return nil
    }
    let sides = fields[0].split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1], width > 0, height > 0,
      width <= (1 << 26) / height
    else { return nil }
    self.init(size: ImageSize(width: width, height: height), format: format, rate: rate)
  }
}
