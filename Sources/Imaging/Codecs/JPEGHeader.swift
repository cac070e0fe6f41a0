// SPDX-License-Identifier: Apache-2.0

internal import CImageCodecs

/// What the header of a JPEG file says of its picture.
package struct JPEGHeader: Sendable, Equatable {
  /// Width and height as stored.
  package let storedSize: ImageSize
  /// How the picture is to be turned for display, as EXIF says.
  package let orientation: Orientation

  /// Reads a file's header; nil where it is none of a JPEG that is read.
  package init?(_ bytes: [UInt8]) {
    var layout = ci_layout()
    let decoder = Decoder(.jpeg)
    let isRead =
      (try? bytes.withUnsafeBufferPointer { (buffer) throws(ImagingError) in
        guard let start = buffer.baseAddress else { return false }
        try callCodec(path: nil) { decoder.readLayout(start, buffer.count, &layout, $0) }
        return true
      }) ?? false
    guard isRead else { return nil }
    storedSize = ImageSize(width: Int(layout.width), height: Int(layout.height))
    orientation = Orientation(rawValue: layout.orientation) ?? .normal
  }
}
