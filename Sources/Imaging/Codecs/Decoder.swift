// SPDX-License-Identifier: Apache-2.0

internal import CImageCodecs

/// The C functions that read one format.
struct Decoder {
  let readLayout:
    (UnsafePointer<UInt8>, Int, UnsafeMutablePointer<ci_layout>, UnsafeMutablePointer<CChar>)
      -> ci_status
  let decode:
    (
      UnsafePointer<UInt8>, Int, UnsafePointer<ci_layout>, UnsafeMutableRawPointer,
      UnsafeMutablePointer<CChar>
    ) -> ci_status

  init(_ format: StoredFormat) {
    (readLayout, decode) =
      switch format {
      case .png: (ci_png_layout, ci_png_decode)
      case .jpeg: (ci_jpeg_layout, ci_jpeg_decode)
      case .tiff: (ci_tiff_layout, ci_tiff_decode)
      case .webp: (ci_webp_layout, ci_webp_decode)
      case .bmp: (ci_bmp_layout, ci_bmp_decode)
      case .pnm: (ci_pnm_layout, ci_pnm_decode)
      case .npy: (ci_npy_layout, ci_npy_decode)
      }
  }
}
