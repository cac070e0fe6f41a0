// SPDX-License-Identifier: Apache-2.0

import Imaging

/// The pieces of an FFF file that FLIR's cameras put into a JPEG file's APP1 segments.
///
/// Each begins with "FLIR", 0, a 1, its number and that of the last one, and holds less than 64 KiB
/// (ExifTool's forum, topic 4898; `lib/Image/ExifTool.pm`).
struct FLIRChunks {
  private static let headerCount = 8

  /// By their numbers; of several of one number the first.
  private var pieces: [UInt8: ArraySlice<UInt8>] = [:]
  private var last: UInt8 = 0
  private var isCutOff = false

  /// Finds them among a file's segments; nil where there are none.
  init?(_ segments: [JPEGSegment]) {
    for segment in segments where segment.isOfFLIR {
      let head = Array(segment.body.prefix(Self.headerCount))
      guard head.count == Self.headerCount else {
        isCutOff = true
        continue
      }
      let (number, end) = (head[6], head[7])
      if pieces.isEmpty { last = end }
      isCutOff = isCutOff || segment.isCutOff
      pieces[number] = pieces[number] ?? segment.body.dropFirst(Self.headerCount)
    }
    guard isCutOff || !pieces.isEmpty else { return nil }
  }

  /// The first piece, which has the directory; nil where it is missing.
  var first: ArraySlice<UInt8>? { pieces[0] }

  /// All pieces in the order of their numbers.
  ///
  /// - Throws: ``CamerasError`` with `damaged` where one is missing or cut off.
  func joined() throws(CamerasError) -> [UInt8] {
    guard !isCutOff else {
      throw CamerasError(
        .damaged, "a FLIR segment is cut off; the whole of it is wanted")
    }
    var bytes: [UInt8] = []
    for number in 0...last {
      guard let piece = pieces[number] else {
        throw CamerasError(
          .damaged, "segment \(Int(number) + 1) of \(Int(last) + 1) of its FLIR data is missing")
      }
      bytes += piece
    }
    return bytes
  }
}
