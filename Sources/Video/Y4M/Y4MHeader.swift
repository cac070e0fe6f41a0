// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The first line of a YUV4MPEG2 stream: size, rate and how pixels lie.
///
/// Source: the format as mjpegtools and ffmpeg write it (`yuv4mpeg(5)`).
struct Y4MHeader: Equatable {
  /// How pixels lie.
  enum Layout: Equatable {
    /// Luminance alone, of so many bits: 8, or 9 to 16 in two bytes.
    case gray(bits: Int)
    /// Luminance and color differences of 8 bits, these so many times narrower and lower.
    case color(across: Int, down: Int)
  }

  let size: ImageSize
  let rate: FrameRate?
  let layout: Layout
  /// Whether luminance goes from 0 to 255 instead of 16 to 235.
  let isFull: Bool

  /// The longest line that is read.
  static let lengthLimit = 1024
  /// Of a frame, so that a made-up header costs no memory.
  static let pixelLimit = 1 << 26

  /// Reads the line.
  ///
  /// - Throws: ``VideoError`` for a line that is none, and for pixels that are not read.
  init(_ line: String, of name: String) throws(VideoError) {
    let fields = line.split(separator: " ")
    guard fields.first == "YUV4MPEG2" else {
      throw VideoError(.malformed, name, "is no y4m stream: it does not begin with YUV4MPEG2")
    }
    var (width, height) = (0, 0)
    var (kind, rate, range) = ("420jpeg", FrameRate?.none, "")
    for field in fields.dropFirst() {
      let value = String(field.dropFirst())
      switch field.first {
      case "W": width = Int(value) ?? 0
      case "H": height = Int(value) ?? 0
      case "F": rate = FrameRate(value.replacing(":", with: "/"))
      case "C": kind = value
      case "X": if value.hasPrefix("COLORRANGE=") { range = String(value.dropFirst(11)) }
      default: break
      }
    }
    guard width > 0, height > 0, width <= Self.pixelLimit / height else {
      throw VideoError(
        .malformed, name,
        "is a y4m stream of \(width)x\(height) pixels; 1 to \(Self.pixelLimit) in all are wanted")
    }
    guard let layout = Self.layout(kind) else {
      throw VideoError(
        .unsupported, name,
        "is a y4m stream of pixels C\(kind); C420, C422, C444, Cmono and Cmono9 to Cmono16 are read"
      )
    }
    size = ImageSize(width: width, height: height)
    (self.rate, self.layout) = (rate, layout)
    isFull = range == "FULL"
  }

  /// Bytes of a frame.
  var byteCount: Int {
    switch layout {
    case .gray(let bits): (bits > 8 ? 2 : 1) * size.pixelCount
    case .color(let across, let down):
      size.pixelCount
        + 2 * ((size.width + across - 1) / across) * ((size.height + down - 1) / down)
    }
  }

  /// The picture of a frame's bytes.
  func image(_ bytes: [UInt8]) -> Image {
    switch layout {
    case .gray(8): PixelFormat.gray.image(bytes, size)
    case .gray(16): PixelFormat.gray16le.image(bytes, size)
    case .gray(let bits):
      Image(
        size: size, colorModel: .gray,
        samples: .float(words(bytes).map { Float($0) / Float((1 << bits) - 1) }))
    case .color(let across, let down):
      YUVMatrix(for: size, isFull: isFull).image(planes: bytes, size, across: across, down: down)
    }
  }

  private static func layout(_ kind: String) -> Layout? {
    switch kind {
    case "420", "420jpeg", "420mpeg2", "420paldv": return .color(across: 2, down: 2)
    case "422": return .color(across: 2, down: 1)
    case "444": return .color(across: 1, down: 1)
    case "mono": return .gray(bits: 8)
    default:
      guard kind.hasPrefix("mono"), let bits = Int(kind.dropFirst(4)), (9...16).contains(bits)
      else { return nil }
      return .gray(bits: bits)
    }
  }
}
