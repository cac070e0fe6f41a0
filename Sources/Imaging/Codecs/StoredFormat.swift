// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation

/// A file format that is read; ``ImageFormat`` has those that are written, too.
package enum StoredFormat: String, Sendable, CaseIterable {
  case png, jpeg, tiff, webp
  /// Windows bitmaps.
  case bmp
  /// Netpbm's PGM and PPM.
  case pnm
  /// NumPy arrays.
  case npy

  /// The formats, for messages.
  package static let names = "PNG, JPEG, TIFF, WebP, BMP, PGM, PPM or NumPy"

  /// The format that a file's first bytes show, whatever the file is called.
  package init?(magic bytes: some Collection<UInt8>) {
    let start = Array(bytes.prefix(8))
    switch ImageFormat(magic: bytes) {
    case .png?: self = .png
    case .jpeg?: self = .jpeg
    case .tiff?: self = .tiff
    case .webp?: self = .webp
    case nil where start.starts(with: "BM".utf8): self = .bmp
    case nil where start.starts(with: [0x93] + Array("NUMPY".utf8)): self = .npy
    case nil where start.count > 2 && start[0] == UInt8(ascii: "P"):
      let isKind = "2356".utf8.contains(start[1])
      guard isKind, Self.spaces.contains(start[2]) else { return nil }
      self = .pnm
    default: return nil
    }
  }

  /// The same of a file; nil also where there is none.
  package init?(ofFileAt path: String) {
    guard let file = try? OpenFile(path: path),
      let bytes = try? file.bytes(in: 0..<min(file.byteCount, 12))
    else { return nil }
    self.init(magic: bytes)
  }

  private static let spaces = Array(" \t\n\r#".utf8)

  /// Whether a file's name ends as images' names do, in either case of letters.
  package static func isName(_ name: String) -> Bool {
    let pathExtension = (name as NSString).pathExtension
    return ImageFormat(pathExtension: pathExtension) != nil
      || ["bmp", "dib", "pgm", "ppm", "pnm", "npy"].contains(pathExtension.lowercased())
  }
}
