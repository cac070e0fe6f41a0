// SPDX-License-Identifier: Apache-2.0

private import CImageCodecs
private import Files

extension Image {
  /// Reads a PNG, JPEG, TIFF (its first page) or WebP file; the format is known by the file's
  /// content, not by its name.
  ///
  /// Palettes and 1, 2 and 4-bit samples are expanded to 8 bits; 16-bit and float samples are kept
  /// as they are. The orientation that the file names (EXIF, TIFF) is applied. Alpha is kept in
  /// ``alpha`` unless it is opaque everywhere. Color profiles are not applied.
  /// - Parameters:
  ///   - path: The file; regular files only, so that no pipe or device is waited for.
  ///   - policy: How much reading may cost.
  /// - Throws: ``ImagingError`` where the file is missing, of another format, damaged
  ///   (cut off, or failing a checksum), of a kind that is not supported, or larger than `policy`
  ///   allows.
  public init(
    contentsOf path: String, policy: ImageDecodingPolicy = .standard
  ) throws(ImagingError) {
    let bytes: [UInt8]
    do { bytes = try readFile(path, atMost: policy.maximumByteCount) } catch {
      throw ImagingError(error)
    }
    try self.init(encoded: bytes, path: path, policy: policy)
  }

  /// Reads an image from the bytes of a file; `path` is what errors name.
  package init(
    encoded bytes: [UInt8], path: String, policy: ImageDecodingPolicy = .standard
  ) throws(ImagingError) {
    guard !bytes.isEmpty else { throw ImagingError(.notAnImage, path: path, "the file is empty") }
    guard let format = ImageFormat(magic: bytes) else {
      throw ImagingError(
        .notAnImage, path: path,
        "not an image this program reads "
          + "(found \(describeContent(bytes)); wanted PNG, JPEG, TIFF or WebP)")
    }
    self = try EncodedImage(bytes: bytes, codec: Codec(format), path: path).decoded(policy)
  }
}

/// The bytes of an image file of a known format.
private struct EncodedImage {
  let bytes: [UInt8]
  let codec: Codec
  let path: String

  func decoded(_ policy: ImageDecodingPolicy) throws(ImagingError) -> Image {
    var layout = ci_layout()
    try bytes.withUnsafeBufferPointer { (buffer) throws(ImagingError) in
      guard let start = buffer.baseAddress else { return }
      try callCodec(path: path) { codec.readLayout(start, buffer.count, &layout, $0) }
    }
    try policy.check(layout, fileByteCount: bytes.count, path: path)
    switch layout.sample {
    case CI_UINT16: return try decoded(UInt16.self, layout)
    case CI_FLOAT32: return try decoded(Float.self, layout)
    default: return try decoded(UInt8.self, layout)
    }
  }

  /// No copy lives longer than it is needed: `ImageDecodingPolicy` counts on that.
  private func decoded<S: Sample>(
    _ type: S.Type, _ layout: ci_layout
  ) throws(ImagingError) -> Image {
    let stored = ImageSize(width: Int(layout.width), height: Int(layout.height))
    let orientation = Orientation(rawValue: layout.orientation) ?? .normal
    var values: [S] = try samples(layout)
    if orientation != .normal {
      values = orientation.apply(to: values, size: stored, channels: Int(layout.channels))
    }
    return Image(
      size: orientation.displayed(stored), interleaved: consume values,
      channels: Int(layout.channels))
  }

  private func samples<S: Sample>(_ layout: ci_layout) throws(ImagingError) -> [S] {
    let count = Int(layout.width) * Int(layout.height) * Int(layout.channels)
    var result: Result<Void, ImagingError> = .success(())
    let values = [S](unsafeUninitializedCapacity: count) { samples, initialized in
      result = fill(samples, layout)
      if case .success = result { initialized = count }
    }
    try result.get()
    return values
  }

  private func fill<S: Sample>(
    _ samples: UnsafeMutableBufferPointer<S>, _ layout: ci_layout
  ) -> Result<Void, ImagingError> {
    bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(ImagingError) in
        guard let start = buffer.baseAddress, let target = samples.baseAddress else { return }
        try callCodec(path: path) { message in
          withUnsafePointer(to: layout) { codec.decode(start, buffer.count, $0, target, message) }
        }
      }
    }
  }
}
