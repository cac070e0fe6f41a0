// SPDX-License-Identifier: Apache-2.0

private import CImageCodecs
private import Files
import Foundation

extension Image {
  /// Writes the picture in the format that the path's extension names: png, jpg, jpeg, tif, tiff
  /// or webp.
  ///
  /// The file appears whole or not at all. What a format cannot hold is converted: float becomes
  /// 16 bits in PNG; JPEG and WebP hold 8 bits; JPEG drops alpha; WebP has three channels.
  /// - Parameters:
  ///   - path: Where to. Through a symbolic link the file that it leads to is written.
  ///   - quality: 1...100 for JPEG and WebP. Nil stands for 95 in JPEG (no chroma subsampling), and
  ///     for lossless WebP. PNG and TIFF are always lossless.
  ///   - replacing: Whether a file that is there is replaced. Where not, looking and writing are
  ///     one step: of two programs that write one name, one fails.
  /// - Throws: ``ImagingError`` where the extension names no format, the format cannot hold the
  ///   size, or the file cannot be written; with ``ImagingError/Code/exists`` where one is there.
  /// - Precondition: `quality` is nil or within 1...100.
  public func write(
    to path: String, quality: Int? = nil, replacing: Bool = true
  ) throws(ImagingError) {
    precondition(quality.map((1...100).contains) ?? true, "write: quality \(quality ?? 0)")
    let pathExtension = URL(filePath: path).pathExtension
    guard let format = ImageFormat(pathExtension: pathExtension) else {
      throw ImagingError(
        .unknownExtension, path: path,
        "cannot be written: unknown extension \"\(pathExtension)\"; "
          + "wanted png, jpg, jpeg, tif, tiff or webp")
    }
    var encoded = try fitted(to: format).encoded(as: format, quality: quality, path: path)
    defer { ci_buffer_release(&encoded) }
    let bytes = UnsafeRawBufferPointer(start: encoded.bytes, count: encoded.count)
    do { try writeFile(bytes, to: path, replacing: replacing) } catch { throw ImagingError(error) }
  }

  /// The bytes of the file that ``write(to:quality:replacing:)`` would write.
  /// - Parameters:
  ///   - format: The format; what it cannot hold is converted.
  ///   - quality: 1...100 for JPEG and WebP; nil as in ``write(to:quality:replacing:)``.
  /// - Returns: The bytes.
  /// - Throws: ``ImagingError`` where the format cannot hold the size.
  /// - Precondition: `quality` is nil or within 1...100.
  public func encoded(
    as format: ImageFormat, quality: Int? = nil
  ) throws(ImagingError) -> [UInt8] {
    precondition(quality.map((1...100).contains) ?? true, "encoded: quality \(quality ?? 0)")
    var encoded = try fitted(to: format).encoded(as: format, quality: quality, path: nil)
    defer { ci_buffer_release(&encoded) }
    return [UInt8](UnsafeRawBufferPointer(start: encoded.bytes, count: encoded.count))
  }

  /// The same picture, as far as `format` can hold it.
  private func fitted(to format: ImageFormat) -> Image {
    switch format {
    case .tiff: self
    case .png: samples.depth == .float ? converted(to: .uint16) : self
    case .jpeg:
      Image(size: size, colorModel: colorModel, samples: samples.converted(to: .uint8))
    case .webp: converted(to: .uint8).promotedToRGB()
    }
  }

  private func encoded(
    as format: ImageFormat, quality: Int?, path: String?
  ) throws(ImagingError) -> ci_buffer {
    switch samples {
    case .uint8(let values): try encode(values, CI_UINT8, format, quality, path)
    case .uint16(let values): try encode(values, CI_UINT16, format, quality, path)
    case .float(let values): try encode(values, CI_FLOAT32, format, quality, path)
    }
  }

  private func encode<S: Sample>(
    _ values: [S], _ sample: ci_sample, _ format: ImageFormat, _ quality: Int?, _ path: String?
  ) throws(ImagingError) -> ci_buffer {
    var layout = ci_layout()
    (layout.width, layout.height) = (UInt32(clamping: size.width), UInt32(clamping: size.height))
    layout.channels = UInt32(colorModel.channelCount + (alpha == nil ? 0 : 1))
    (layout.sample, layout.orientation) = (sample, Orientation.normal.rawValue)
    var encoded = ci_buffer()
    try interleavingAlpha(values).withUnsafeBufferPointer { (buffer) throws(ImagingError) in
      guard let start = buffer.baseAddress else { return }
      try callCodec(path: path) { message in
        withUnsafePointer(to: layout) {
          Encoder(format).encode(start, $0, Int32(quality ?? 0), &encoded, message)
        }
      }
    }
    return encoded
  }
}
