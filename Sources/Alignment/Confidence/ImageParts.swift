// SPDX-License-Identifier: Apache-2.0

import Flow
import Imaging

/// The parts by which a geometry is tested: sixteen that overlap, each two fifths of a side long.
enum ImageParts {
  /// Parts in a row and in a column.
  private static let perSide = 4
  /// How long a part is, of the image.
  private static let length = 0.4
  /// What of a part both images must show.
  private static let leastCover = 0.6

  /// The parts of which both images show the most.
  ///
  /// - Parameters:
  ///   - size: Of both images.
  ///   - isSeen: Whether both show a pixel, by its index.
  /// - Returns: Their columns and rows, a row of parts after the other.
  static func covered(of size: ImageSize, where isSeen: (Int) -> Bool) -> [PixelWindow] {
    let (columns, rows) = (spans(size.width), spans(size.height))
    return rows.flatMap { rows in columns.map { PixelWindow(columns: $0, rows: rows) } }.filter {
      let seen = $0.indices(size.width).count(where: isSeen)
      return Double(seen) > leastCover * Double($0.columns.count * $0.rows.count)
    }
  }

  private static func spans(_ size: Int) -> [Range<Int>] {
    let length = Int(Double(size) * Self.length)
    return (0..<perSide).map { index in
      let start = (size - length) * index / (perSide - 1)
      return start..<start + length
    }
  }
}
