// SPDX-License-Identifier: Apache-2.0

import Imaging

/// An FFF file, the whole of what a FLIR camera knows of a shot, read record by record.
struct FLIRFile {
  private let bytes: ArraySlice<UInt8>
  private let directory: FLIRDirectory

  /// - Throws: ``CamerasError`` with `damaged` or `unsupported`.
  init(_ bytes: [UInt8]) throws(CamerasError) {
    self.bytes = bytes[...]
    directory = try FLIRDirectory(bytes[...])
  }

  /// Whether it has measured values.
  var hasRawImage: Bool { directory.has(.rawImage) }

  /// A record whose first two bytes are a small number, which tells the order of bytes.
  private func fields(_ kind: FLIRDirectory.Kind) throws(CamerasError) -> Fields? {
    guard let record = try directory.record(kind, of: bytes) else { return nil }
    let little = Fields(record, isLittleEndian: true)
    guard let mark = little.uint16(0) else { return nil }
    return mark < 0x100 ? little : Fields(record, isLittleEndian: false)
  }

  /// The measured values, one a pixel.
  ///
  /// - Throws: ``CamerasError`` with `damaged`, `unsupported` or `tooLarge`, `ImagingError` for a
  ///   PNG that cannot be read.
  func rawImage(path: String, policy: ImageDecodingPolicy) throws -> RawPlane {
    guard let fields = try fields(.rawImage), let width = fields.uint16(2),
      let height = fields.uint16(4), fields.bytes.count >= imageStart
    else { throw CamerasError(.damaged, "the record of its thermal image is cut off") }
    let size = ImageSize(width: Int(width), height: Int(height))
    let content = fields.bytes.dropFirst(imageStart)
    if ImageFormat(magic: content) == .png {
      return try RawPlane(png: content, path: path, policy: policy)
    }
    return try RawPlane(content, size, isLittleEndian: fields.isLittleEndian, policy)
  }

  /// The visible photo; nil where there is none. A PNG holds Y, Cb and Cr in place of red, green
  /// and blue (`FLIR.pm`, "EmbeddedImageType").
  ///
  /// - Throws: ``CamerasError`` with `damaged` or `unsupported`, `ImagingError` for a picture that
  ///   cannot be read.
  func photo(path: String, policy: ImageDecodingPolicy) throws -> Image? {
    guard let record = try directory.record(.photo, of: bytes) else { return nil }
    let content = record.dropFirst(imageStart)
    switch ImageFormat(magic: content) {
    case .jpeg?: return try Image(encoded: Array(content), path: path, policy: policy.ofPart)
    case .png?: return try Image(encoded: Array(content), path: path, policy: policy.ofPart).ofYCbCr
    default:
      throw CamerasError(.unsupported, "neither JPEG nor PNG")
    }
  }

  /// Where the thermal image lies on the photo; nil where the file does not say, or no sense.
  func placement() throws(CamerasError) -> PhotoPlacement? {
    guard let record = try directory.record(.pictureInPicture, of: bytes) else { return nil }
    // Of this record the order is fixed.
    let fields = Fields(record, isLittleEndian: true)
    guard let ratio = fields.float(0), PhotoPlacement.ratios.contains(ratio),
      let x = fields.int16(4), let y = fields.int16(6)
    else { return nil }
    return PhotoPlacement(widthRatio: ratio, offsetX: Int(x), offsetY: Int(y))
  }

  /// What the camera knew of itself and of its surroundings.
  func camera() throws(CamerasError) -> FLIRCamera? { try fields(.camera).map(FLIRCamera.init) }
}

/// Where a picture begins in its record.
private let imageStart = 0x20

extension ImageDecodingPolicy {
  /// The policy for a picture within a file: the page, the order of bytes and how it is turned are
  /// the file's.
  var ofPart: Self {
    var policy = self
    (policy.page, policy.byteOrder) = (nil, .stored)
    (policy.ignoresOrientation, policy.takesScreenPicture) = (true, true)
    return policy
  }
}
