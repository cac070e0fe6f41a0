// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The bytes of a PNG file, with what its header says.
struct PNGFile {
  let bytes: [UInt8]
  /// Pixels in a row.
  let width: Int
  /// Rows.
  let height: Int
  /// 1 for gray, 2 with alpha, 3 for RGB and palettes, 4 for RGB with alpha.
  let channelCount: Int

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Reads a file.
  ///
  /// - Throws: ``TrainingError`` with `folder` where it cannot be read or is no PNG.
  init(path: String) throws(TrainingError) {
    let bytes = try readWhole(path)
    guard bytes.count > 25, bytes.starts(with: Self.signature) else {
      throw .folder("\(path): not a PNG file")
    }
    self.bytes = bytes
    func number(at offset: Int) -> Int {
      bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    width = number(at: 16)
    height = number(at: 20)
    // Bits of the color type: 1 palette, 2 color, 4 alpha.
    let colorType = bytes[25]
    channelCount = (colorType & 2 == 0 ? 1 : 3) + (colorType & 4 == 0 ? 0 : 1)
  }
}
