// SPDX-License-Identifier: Apache-2.0

/// Says in a word what bytes that are no readable image seem to be, for an error message.
func describeContent(_ bytes: [UInt8]) -> String {
  let start = bytes.prefix(64)
  for (magic, name) in knownMagics where start.starts(with: magic) { return name }
  if start.dropFirst(4).starts(with: "ftyp".utf8) { return "HEIF, AVIF or a film" }
  if start.allSatisfy(isText) { return "text" }
  return "unknown bytes"
}

private let knownMagics: [([UInt8], String)] = [
  (Array("GIF8".utf8), "GIF"),
  (Array("BM".utf8), "BMP"),
  (Array("%PDF".utf8), "PDF"),
  (Array("8BPS".utf8), "Photoshop"),
  ([0x76, 0x2F, 0x31, 0x01], "OpenEXR"),
  ([0xFF, 0x4F, 0xFF, 0x51], "JPEG 2000"),
  (Array("PK\u{3}\u{4}".utf8), "a ZIP archive"),
  ([0x1F, 0x8B], "gzip"),
]

/// Whether a byte occurs in UTF-8 text: no control characters but tabs and line ends.
private func isText(_ byte: UInt8) -> Bool {
  byte >= 0x20 && byte != 0x7F || (0x09...0x0D).contains(byte)
}
