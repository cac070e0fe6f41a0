// SPDX-License-Identifier: Apache-2.0

/// Says in a word what bytes that are no image seem to be, for an error message.
func describeContent(_ bytes: [UInt8]) -> String {
  let start = bytes.prefix(64)
  for (magic, name) in otherMagics where start.starts(with: magic) { return name }
  return start.allSatisfy(isText) ? "text" : "unknown bytes"
}

/// The kind of image that bytes are of, where it is one that is not read.
func foreignKind(of bytes: [UInt8]) -> String? {
  for (magic, place, name) in imageMagics where bytes.dropFirst(place).starts(with: magic) {
    return name
  }
  return bytes.dropFirst(4).starts(with: "ftyp".utf8) ? "HEIF, AVIF or a film" : nil
}

private let imageMagics: [([UInt8], Int, String)] = [
  (Array("DICM".utf8), 128, "DICOM, which daefuse volume reads"),
  (Array("GIF8".utf8), 0, "GIF"),
  (Array("8BPS".utf8), 0, "Photoshop"),
  ([0x76, 0x2F, 0x31, 0x01], 0, "OpenEXR"),
  ([0xFF, 0x4F, 0xFF, 0x51], 0, "JPEG 2000"),
  ([0, 0, 0, 12] + Array("jP  ".utf8), 0, "JPEG 2000"),
  ([0xFF, 0x0A], 0, "JPEG XL"),
  ([0, 0, 0, 12] + Array("JXL ".utf8), 0, "JPEG XL"),
  (Array("SIMPLE  =".utf8), 0, "FITS"),
  (Array("FFF".utf8) + [0], 0, "FLIR's FFF"),
  (Array("AFF".utf8) + [0], 0, "FLIR's AFF, a sequence"),
  (Array("FPF Public Image Format".utf8), 0, "FLIR's FPF"),
  ([0x89] + Array("HDF\r\n".utf8), 0, "HDF5"),
  (Array("n+1".utf8) + [0], 344, "NIfTI, which daefuse volume reads"),
  (Array("#?RADIANCE".utf8), 0, "Radiance HDR"), (Array("qoif".utf8), 0, "QOI"),
  (Array("DDS ".utf8), 0, "DDS"), ([0, 0, 1, 0], 0, "an icon (ICO)"),
  ([0x0A, 5, 1], 0, "PCX"), ([1, 0xDA], 0, "SGI"),
  (Array("P1".utf8), 0, "PBM"), (Array("P4".utf8), 0, "PBM"), (Array("P7".utf8), 0, "PAM"),
  (Array("Pf".utf8), 0, "PFM"), (Array("PF".utf8), 0, "PFM"),
]

private let otherMagics: [([UInt8], String)] = [
  (Array("%PDF".utf8), "PDF"),
  (Array("PK\u{3}\u{4}".utf8), "a ZIP archive"),
  ([0x1F, 0x8B], "gzip"),
]

/// Whether a byte occurs in UTF-8 text: no control characters but tabs and line ends.
private func isText(_ byte: UInt8) -> Bool {
  byte >= 0x20 && byte != 0x7F || (0x09...0x0D).contains(byte)
}
