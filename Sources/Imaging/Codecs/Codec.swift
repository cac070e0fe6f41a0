// SPDX-License-Identifier: Apache-2.0

internal import CImageCodecs

/// The C functions of one format.
struct Codec {
  let readLayout:
    (UnsafePointer<UInt8>, Int, UnsafeMutablePointer<ci_layout>, UnsafeMutablePointer<CChar>)
      -> ci_status
  let decode:
    (
      UnsafePointer<UInt8>, Int, UnsafePointer<ci_layout>, UnsafeMutableRawPointer,
      UnsafeMutablePointer<CChar>
    ) -> ci_status
  let encode:
    (
      UnsafeRawPointer, UnsafePointer<ci_layout>, Int32, UnsafeMutablePointer<ci_buffer>,
      UnsafeMutablePointer<CChar>
    ) -> ci_status

  init(_ format: ImageFormat) {
    (readLayout, decode, encode) =
      switch format {
      case .png: (ci_png_layout, ci_png_decode, ci_png_encode)
      case .jpeg: (ci_jpeg_layout, ci_jpeg_decode, ci_jpeg_encode)
      case .tiff: (ci_tiff_layout, ci_tiff_decode, ci_tiff_encode)
      case .webp: (ci_webp_layout, ci_webp_decode, ci_webp_encode)
      }
  }
}

/// Calls a C function that reports failure by a status and a message.
/// - Returns: What is odd about the file; nil: nothing.
/// - Throws: ``ImagingError`` about the file at `path`; nil stands for memory.
@discardableResult
func callCodec(
  path: String?, _ body: (UnsafeMutablePointer<CChar>) -> ci_status
) throws(ImagingError) -> String? {
  var message = [UInt8](repeating: 0, count: Int(CI_MESSAGE_CAPACITY))
  let status = message.withUnsafeMutableBytes { bytes in
    bytes.withMemoryRebound(to: CChar.self) { buffer in
      buffer.baseAddress.map(body) ?? CI_OUT_OF_MEMORY
    }
  }
  let text = String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)
  guard status != CI_OK else { return text.isEmpty ? nil : text }
  switch status {
  case CI_UNSUPPORTED: throw ImagingError(.unsupported, path: path, "not supported: \(text)")
  case CI_OUT_OF_MEMORY: throw ImagingError(.outOfMemory, path: path, text)
  case CI_NOT_ENCODABLE: throw ImagingError(.notEncodable, path: path, "cannot encode: \(text)")
  default: throw ImagingError(.damaged, path: path, "damaged: \(text)")
  }
}
