// SPDX-License-Identifier: Apache-2.0

/// One channel of an image as numbers, 0...1 nominally, row-major.
public struct Plane: Sendable, Equatable {
  /// Width and height in pixels.
  public let size: ImageSize

  /// `size.pixelCount` values, row by row.
  /// - Precondition: An assigned array has that many values.
  public var values: [Float] {
    didSet { precondition(values.count == size.pixelCount, Self.mismatch(values.count, size)) }
  }

  /// Wraps values given row by row.
  /// - Precondition: `values` has `size.pixelCount` elements.
  public init(size: ImageSize, values: [Float]) {
    precondition(values.count == size.pixelCount, Self.mismatch(values.count, size))
    self.size = size
    self.values = values
  }

  private static func mismatch(_ count: Int, _ size: ImageSize) -> String {
    "Plane: \(count) values given, \(size) wants \(size.pixelCount)"
  }
}
