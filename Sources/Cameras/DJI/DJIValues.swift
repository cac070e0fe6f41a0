// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The values that DJI's thermal cameras put into a JPEG file's APP3 segments: 16 bits a pixel, the
/// least byte first, without a header (`lib/Image/ExifTool.pm`, "DJI ThermalData").
///
/// How they become temperatures is the maker's secret, which a program of its own keeps.
struct DJIValues {
  /// The sizes of DJI's sensors (M2EA, M3T, M30T, H20T; XT S; XT, Mavic 2 Enterprise Dual).
  private static let knownSizes = [(640, 512), (1280, 1024), (336, 256), (320, 256), (160, 120)]
    .map { ImageSize(width: $0.0, height: $0.1) }

  private let pieces: [ArraySlice<UInt8>]
  private let isCutOff: Bool
  /// The size of the screen's picture; nil where it cannot be read.
  private let screen: ImageSize?

  /// Finds them among a file's segments; nil where there are none.
  ///
  /// Others put APP3 segments into their files, too: bytes that fit no size are taken for values
  /// where the file names DJI, and are damaged then.
  /// - Parameters:
  ///   - segments: The file's.
  ///   - screen: The size of its picture; nil where it cannot be read.
  init?(_ segments: [JPEGSegment], screen: ImageSize?) {
    let own = segments.filter(\.isOfDJI)
    pieces = own.map(\.body)
    isCutOff = own.contains(where: \.isCutOff)
    self.screen = screen
    guard byteCount >= JPEGSegment.fewestBytesOfDJI || isCutOff else { return nil }
    guard isCutOff || size != nil || segments.contains(where: \.namesDJI) else { return nil }
  }

  private var byteCount: Int { pieces.map(\.count).reduce(0, +) }

  /// Joins the values.
  ///
  /// - Parameter policy: Limits the pixels.
  /// - Returns: The values, and where their size is from, in words.
  /// - Throws: ``CamerasError`` with `damaged` or `tooLarge`.
  func plane(_ policy: ImageDecodingPolicy) throws(CamerasError) -> (RawPlane, String) {
    guard !isCutOff else {
      throw CamerasError(.damaged, "an APP3 segment is cut off; the whole of it is wanted")
    }
    guard let (size, source) = size else {
      let picture = screen.map { "\($0)" } ?? "its screen"
      throw CamerasError(
        .damaged,
        "has \(byteCount) bytes of values in APP3 segments; 2 a pixel of \(picture) or of a size of"
          + " DJI's sensors are wanted")
    }
    let bytes = pieces.reduce(into: [UInt8]()) { $0 += $1 }
    return (try RawPlane(bytes[...], size, isLittleEndian: true, policy), source)
  }

  /// The size that the bytes fit exactly: that of the screen's picture, half of it, a known one.
  private var size: (ImageSize, String)? {
    let half = screen.map { ImageSize(width: $0.width / 2, height: $0.height / 2) }
    let asScreen = [(screen, "as its screen picture"), (half, "half its screen picture's sides")]
    let candidates =
      asScreen.compactMap { size, source in size.map { ($0, source) } }
      + Self.knownSizes.map { ($0, "a sensor of DJI's") }
    return candidates.first { 2 * $0.0.pixelCount == byteCount }
  }
}
