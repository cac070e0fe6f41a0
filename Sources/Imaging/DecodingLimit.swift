// SPDX-License-Identifier: Apache-2.0

/// The largest image that is read.
///
/// It is checked against the file's header, before memory for pixels is asked for, so that a small
/// file that claims to be enormous (a decompression bomb) costs nothing.
public struct DecodingLimit: Sendable, Hashable {
  /// Most pixels, width times height.
  public var maximumPixelCount: Int

  /// Limits reading to images of at most `maximumPixelCount` pixels.
  public init(maximumPixelCount: Int) {
    self.maximumPixelCount = maximumPixelCount
  }

  /// 200 megapixels: real pictures up to 14000x14000 pass, a 20000x20000 one does not.
  public static let standard = Self(maximumPixelCount: 200_000_000)

  /// Most bytes that a file within the limit can need: four float channels, stored plainly, with
  /// room for metadata.
  var maximumFileSize: Int {
    let (bytes, overflow) = maximumPixelCount.multipliedReportingOverflow(by: 16)
    return overflow ? .max : max(bytes, bytes &+ 64 << 20)
  }

  func allows(width: UInt32, height: UInt32) -> Bool {
    UInt64(width) * UInt64(height) <= UInt64(clamping: maximumPixelCount)
  }
}
