// SPDX-License-Identifier: Apache-2.0

internal import CImageCodecs

/// The C function that writes one format.
struct Encoder {
  let encode:
    (
      UnsafeRawPointer, UnsafePointer<ci_layout>, Int32, UnsafeMutablePointer<ci_buffer>,
      UnsafeMutablePointer<CChar>
    ) -> ci_status

  init(_ format: ImageFormat) {
    encode =
      switch format {
      case .png: ci_png_encode
      case .jpeg: ci_jpeg_encode
      case .tiff: ci_tiff_encode
      case .webp: ci_webp_encode
      }
  }
}
