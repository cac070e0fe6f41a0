// SPDX-License-Identifier: Apache-2.0

/// How an image file is read: how much that may cost, which a stranger's file is held to, and which
/// of several pages is taken.
///
/// The limits are checked against the file's header, before memory for pixels is asked for, so
/// that a small file that unfolds to an enormous image (a decompression bomb) costs next to
/// nothing.
///
/// ```swift
/// let modest = ImageDecodingPolicy(maximumByteCount: 256 << 20, maximumPixelCount: 24_000_000)
/// let photo = try Image(contentsOf: "photo.png", policy: modest)
/// ```
public struct ImageDecodingPolicy: Sendable, Hashable {
  /// Most bytes of memory that reading takes at its peak: the file, the samples, the decoder's own
  /// buffers (also for stored channels that are then left out), and the copies that an orientation
  /// or alpha takes. A file of more bytes is not read at all.
  public var maximumByteCount: Int
  /// Most pixels, width times height.
  public var maximumPixelCount: Int

  /// The page of a file with several, counted from 1; nil: the first, with a warning. A page that
  /// is not among several is an error; a TIFF of one page, as the other image of a pair may be, is
  /// read with a warning, and files of formats without pages are read whatever it is.
  public var page: Int?

  /// Whether of a radiometric file (FLIR, DJI) the picture of the camera's screen is read, where
  /// otherwise the values that it measured are. Images that are read by themselves are of the
  /// screen in any case, with a warning unless this is wanted.
  public var takesScreenPicture = false

  /// Whether a picture comes as it is stored, however it is to be turned for display.
  package var ignoresOrientation = false

  /// The order of bytes in 16-bit samples.
  public var byteOrder = ByteOrder.recognized

  /// Limits reading.
  /// - Parameters:
  ///   - maximumByteCount: Most bytes of memory; 2 GiB is enough for 100 megapixels of 16-bit RGB
  ///     with alpha, or for 200 of 8-bit RGB.
  ///   - maximumPixelCount: Most pixels.
  ///   - page: The page of a file with several, counted from 1.
  public init(
    maximumByteCount: Int = 2 << 30, maximumPixelCount: Int = 200_000_000, page: Int? = nil
  ) {
    self.maximumByteCount = maximumByteCount
    self.maximumPixelCount = maximumPixelCount
    self.page = page
  }

  /// 2 GiB and 200 megapixels.
  public static let standard = Self()
}
