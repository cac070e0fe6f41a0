// SPDX-License-Identifier: Apache-2.0

private import CImageCodecs
private import Files

extension Image {
  /// Reads a PNG, JPEG, TIFF (its first page) or WebP file; the format is known by the file's
  /// content, not by its name.
  ///
  /// Palettes and 1, 2 and 4-bit samples are expanded to 8 bits; 16-bit and float samples are kept
  /// as they are. The orientation that the file names (EXIF, TIFF) is applied. Alpha is kept in
  /// ``alpha`` unless it is opaque everywhere. Colour profiles are not applied.
  /// - Throws: ``ImagingError`` where the file is missing, of another format, damaged
  ///   (cut off, or failing a checksum), of a kind that is not supported, or larger than `limit`.
  public init(
    contentsOf path: String, limit: DecodingLimit = .standard
  ) throws(ImagingError) {
    let bytes: [UInt8]
    do { bytes = try readFile(path, atMost: limit.maximumFileSize) } catch {
      throw ImagingError(error)
    }
    guard !bytes.isEmpty else { throw ImagingError(.notAnImage, path: path, "the file is empty") }
    guard let format = ImageFormat(magic: bytes) else {
      throw ImagingError(
        .notAnImage, path: path,
        "not an image this program reads "
          + "(found \(describeContent(bytes)); wanted PNG, JPEG, TIFF or WebP)")
    }
    self = try decode(bytes, codec: Codec(format), path: path, limit: limit)
  }
}

private func decode(
  _ bytes: [UInt8], codec: Codec, path: String, limit: DecodingLimit
) throws(ImagingError) -> Image {
  var layout = ci_layout()
  try bytes.withUnsafeBufferPointer { (buffer) throws(ImagingError) in
    guard let start = buffer.baseAddress else { return }
    try check(path: path) { codec.readLayout(start, buffer.count, &layout, $0) }
  }
  try limit.check(layout, path: path)
  switch layout.sample {
  case CI_UINT16: return try decode(bytes, as: UInt16.self, layout, codec: codec, path: path)
  case CI_FLOAT32: return try decode(bytes, as: Float.self, layout, codec: codec, path: path)
  default: return try decode(bytes, as: UInt8.self, layout, codec: codec, path: path)
  }
}

extension DecodingLimit {
  fileprivate func check(_ layout: ci_layout, path: String) throws(ImagingError) {
    guard layout.width > 0, layout.height > 0 else {
      throw ImagingError(.damaged, path: path, "damaged: size \(layout.width)x\(layout.height)")
    }
    guard allows(width: layout.width, height: layout.height) else {
      throw ImagingError(
        .tooLarge, path: path,
        "too large: \(layout.width)x\(layout.height); at most \(maximumPixelCount) pixels are read")
    }
  }
}

private func decode<S: Sample>(
  _ bytes: [UInt8], as type: S.Type, _ layout: ci_layout, codec: Codec, path: String
) throws(ImagingError) -> Image {
  let channels = Int(layout.channels)
  let stored = ImageSize(width: Int(layout.width), height: Int(layout.height))
  var result: Result<Void, ImagingError> = .success(())
  let values = [S](unsafeUninitializedCapacity: stored.pixelCount * channels) { samples, count in
    result = fill(samples, from: bytes, layout, codec: codec, path: path)
    if case .success = result { count = samples.count }
  }
  try result.get()
  let orientation = Orientation(rawValue: layout.orientation) ?? .normal
  return Image(
    size: orientation.displayed(stored),
    interleaved: orientation.apply(to: values, size: stored, channels: channels),
    channels: channels)
}

private func fill<S: Sample>(
  _ samples: UnsafeMutableBufferPointer<S>, from bytes: [UInt8], _ layout: ci_layout,
  codec: Codec, path: String
) -> Result<Void, ImagingError> {
  bytes.withUnsafeBufferPointer { buffer in
    Result { () throws(ImagingError) in
      guard let start = buffer.baseAddress, let target = samples.baseAddress else { return }
      try check(path: path) { message in
        withUnsafePointer(to: layout) { codec.decode(start, buffer.count, $0, target, message) }
      }
    }
  }
}
