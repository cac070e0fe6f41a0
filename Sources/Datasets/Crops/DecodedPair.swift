// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// The luminances of a registered pair, 8 bits a pixel, held in memory for cropping.
package struct DecodedPair: Sendable {
  /// The size that both share.
  package let size: ImageSize
  let first: [UInt8]
  let second: [UInt8]

  /// Reads both files.
  ///
  /// - Throws: `ImagingError` for a file that cannot be read, ``DatasetError`` for unequal sizes.
  package init(_ pair: ImagePair) throws {
    let images = try pair.readEqualSizes()
    self.init(images.first, images.second)
  }

  /// The luminances of two images of one size, each in the range that it uses.
  package init(_ first: Image, _ second: Image) {
    precondition(first.size == second.size, "images of \(first.size) and \(second.size)")
    size = first.size
    self.first = Self.bytes(first.shown())
    self.second = Self.bytes(second.shown())
  }

  private static func bytes(_ plane: Plane) -> [UInt8] {
    plane.values.map { UInt8(min(max($0, 0), 1) * 255 + 0.5) }
  }
}
