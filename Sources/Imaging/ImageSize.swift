// SPDX-License-Identifier: Apache-2.0

/// The extent of an image in pixels.
public struct ImageSize: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Pixels in a row.
  public var width: Int
  /// Rows.
  public var height: Int

  /// Makes a size of `width` by `height` pixels.
  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Width times height.
  public var pixelCount: Int { width * height }

  /// "640x480".
  public var description: String { "\(width)x\(height)" }
}
