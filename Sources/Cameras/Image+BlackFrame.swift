// SPDX-License-Identifier: Apache-2.0

import Imaging

extension Image {
  /// The picture with alpha 0 over a black frame, which some cameras draw where their photo shows
  /// nothing; as it is where it has none, or has alpha already.
  func withoutBlackFrame() -> Image {
    guard case .uint8(let values) = samples, alpha == nil else { return self }
    let frame = BlackFrame(values, size, channels: colorModel.channelCount)
    guard frame.columns.count < size.width || frame.rows.count < size.height else { return self }
    let opacity = (0..<size.pixelCount).map { pixel -> Float in
      let isShown =
        frame.columns.contains(pixel % size.width) && frame.rows.contains(pixel / size.width)
      return isShown ? 1 : 0
    }
    var image = Image(
      size: size, colorModel: colorModel, samples: samples,
      alpha: Plane(size: size, values: opacity))
    image.notes = notes
    return image
  }
}

/// A black frame around a picture: its outermost line is wholly black, and it goes on while no
/// sample is above what a JPEG leaves beside an edge.
private struct BlackFrame {
  /// What a JPEG leaves of an edge beside it.
  private static let residue: UInt8 = 16

  /// The rows that the frame leaves.
  private(set) var rows: Range<Int>
  /// The columns that it leaves.
  private(set) var columns: Range<Int>

  init(_ values: [UInt8], _ size: ImageSize, channels: Int) {
    (rows, columns) = (0..<size.height, 0..<size.width)
    func isDark(_ rows: Range<Int>, _ columns: Range<Int>, _ most: UInt8) -> Bool {
      rows.allSatisfy { row in
        let start = (row * size.width + columns.lowerBound) * channels
        return values[start..<start + columns.count * channels].allSatisfy { $0 <= most }
      }
    }
    let whole = columns
    rows = Self.left(of: rows) { isDark($0..<$0 + 1, whole, $1) }
    // In the corners is what the rows' edges leave.
    let kept = rows
    columns = Self.left(of: columns) { isDark(kept, $0..<$0 + 1, $1) }
  }

  /// The lines without those at either end that belong to the frame.
  private static func left(
    of lines: Range<Int>, _ isDark: (_ line: Int, _ most: UInt8) -> Bool
  ) -> Range<Int> {
    func depth(_ lines: some Sequence<Int>, _ outermost: Int) -> Int {
      isDark(outermost, 0) ? lines.prefix { isDark($0, residue) }.count : 0
    }
    let start = depth(lines, lines.lowerBound)
    if start == lines.count { return lines.upperBound..<lines.upperBound }
    return start..<lines.upperBound - depth(lines.reversed(), lines.upperBound - 1)
  }
}
