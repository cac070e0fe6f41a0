// SPDX-License-Identifier: Apache-2.0

/// A file format that is read and written.
public enum ImageFormat: String, Sendable, Hashable, CaseIterable {
  /// Portable Network Graphics: 8 and 16 bits.
  case png
  /// JPEG: 8 bits, lossy, no alpha.
  case jpeg
  /// Tagged Image File Format: 8 and 16 bits and float.
  case tiff
  /// WebP: 8 bits, lossy or lossless.
  case webp

  /// The format that a file name's extension names, in either case of letters: png, jpg, jpeg,
  /// jpe, jfif, tif, tiff or webp.
  public init?(pathExtension: String) {
    switch pathExtension.lowercased() {
    case "png": self = .png
    case "jpg", "jpeg", "jpe", "jfif": self = .jpeg
    case "tif", "tiff": self = .tiff
    case "webp": self = .webp
    default: return nil
    }
  }

  /// The format that a file's first bytes show, whatever the file is called.
  public init?(magic bytes: some Collection<UInt8>) {
    switch Array(bytes.prefix(12)) {
    case let start where start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]):
      self = .png
    case let start where start.starts(with: [0xFF, 0xD8, 0xFF]): self = .jpeg
    case let start where Self.tiffMagics.contains { start.starts(with: $0) }: self = .tiff
    case let start
    where start.count == 12 && start.starts(with: "RIFF".utf8)
      && start[8...].elementsEqual("WEBP".utf8):
      self = .webp
    default: return nil
    }
  }

  /// Little and big endian; 42 is classic TIFF, 43 BigTIFF.
  private static let tiffMagics: [[UInt8]] = [
    [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
  ]
}
