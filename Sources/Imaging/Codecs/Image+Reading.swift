// SPDX-License-Identifier: Apache-2.0

private import Files

extension Image {
  /// Reads a PNG, JPEG, TIFF, WebP, BMP, PGM or PPM file, or a NumPy array; the format is known by
  /// the file's content, not by its name.
  ///
  /// Palettes and 1, 2 and 4-bit samples are expanded to 8 bits; 16-bit and float samples are kept
  /// as they are. TIFF samples of 9 to 15 bits come in 16, signed and longer integers and other
  /// floats in 32-bit floats. The orientation that the file names (EXIF, TIFF) is applied. Alpha is
  /// kept in ``alpha`` unless it is opaque everywhere; it is 0 at pixels of the no-data value that
  /// a TIFF names as GDAL does. Color profiles are not applied. Of a radiometric JPEG (FLIR, DJI)
  /// this is the picture of the camera's screen, with a warning in ``notes``: what was measured is
  /// `RadiometricImage`'s of the library `Cameras`.
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
    let file = try EncodedImage(encoded: bytes, path: path)
    self = try file.decoded(policy)
    if file.format == .jpeg, !policy.takesScreenPicture, JPEGSegment.haveMeasuredValues(bytes) {
      notes.warnings.append(
        "is of a thermal camera: the picture of its screen is read, not what was measured")
    }
  }
}

extension EncodedImage {
  /// The bytes of a file whose first ones show a format that is read.
  ///
  /// - Throws: ``ImagingError`` where they do not.
  init(encoded bytes: [UInt8], path: String) throws(ImagingError) {
    guard !bytes.isEmpty else { throw ImagingError(.notAnImage, path: path, "the file is empty") }
    guard let format = StoredFormat(magic: bytes) else {
      if let kind = foreignKind(of: bytes) {
        throw ImagingError(
          .unsupported, path: path, "not supported: \(kind); wanted \(StoredFormat.names)")
      }
      throw ImagingError(
        .notAnImage, path: path,
        "not an image this program reads "
          + "(found \(describeContent(bytes)); wanted \(StoredFormat.names))")
    }
    self.init(bytes: bytes, format: format, path: path)
  }
}
