// SPDX-License-Identifier: Apache-2.0

/// A picture in memory, as its file stored it: gray or RGB; 8 bits, 16 bits or float.
///
/// Alpha is kept apart from the colors and never multiplied into them, so fusion works on the
/// colors alone. It is written again by formats that can hold it.
public struct Image: Sendable, Equatable {
  /// The stored values: row-major, interleaved, `colorModel.channelCount` per pixel.
  public enum Samples: Sendable, Equatable {
    /// 0...255.
    case uint8([UInt8])
    /// 0...65535.
    case uint16([UInt16])
    /// 0...1 nominally.
    case float([Float])

    /// How many values there are.
    public var count: Int {
      switch self {
      case .uint8(let values): values.count
      case .uint16(let values): values.count
      case .float(let values): values.count
      }
    }

    /// How each value is stored.
    public var depth: Depth {
      switch self {
      case .uint8: .uint8
      case .uint16: .uint16
      case .float: .float
      }
    }
  }

  /// What the channels mean.
  public enum ColorModel: Sendable {
    /// One channel.
    case gray
    /// Three channels: red, green, blue.
    case rgb

    /// 1 or 3.
    public var channelCount: Int { self == .gray ? 1 : 3 }
  }

  /// Width and height in pixels, with the file's orientation applied.
  public let size: ImageSize
  /// What the channels mean.
  public let colorModel: ColorModel
  /// The stored values.
  public let samples: Samples
  /// Opacity, 0...1; nil where every pixel is opaque.
  public let alpha: Plane?
  /// What the file says besides; empty for images that come from no file.
  public package(set) var notes = ImageNotes()

  /// Wraps samples in memory.
  /// - Precondition: The size is at least 1x1, and the counts of `samples` and `alpha` match it.
  public init(size: ImageSize, colorModel: ColorModel, samples: Samples, alpha: Plane? = nil) {
    precondition(size.width > 0 && size.height > 0, "Image: empty size \(size)")
    let wanted = size.pixelCount * colorModel.channelCount
    precondition(
      samples.count == wanted,
      "Image: \(samples.count) samples given, \(colorModel) \(size) wants \(wanted)")
    precondition(
      alpha.map { $0.size == size } ?? true,
      "Image: alpha is \(alpha?.size.description ?? ""), the image \(size)")
    self.size = size
    self.colorModel = colorModel
    self.samples = samples
    self.alpha = alpha
  }
}
