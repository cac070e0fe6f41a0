// SPDX-License-Identifier: Apache-2.0

/// One channel of an image as numbers, 0...1 nominally, row-major.
public struct Plane: Sendable, Equatable {
  /// Width and height in pixels.
  public let size: ImageSize

  /// `size.pixelCount` values, row by row.
  /// - Precondition: An assigned array has that many values.
  public var values: [Float] {
    get { samples }
    // In place: an observer would have the whole array copied for each pixel that is changed.
    _modify {
      yield &samples
      precondition(samples.count == size.pixelCount, Self.mismatch(samples.count, size))
    }
  }

  private var samples: [Float]

  /// Wraps values given row by row.
  /// - Precondition: `values` has `size.pixelCount` elements.
  public init(size: ImageSize, values: [Float]) {
    precondition(values.count == size.pixelCount, Self.mismatch(values.count, size))
    self.size = size
    samples = values
  }

  private static func mismatch(_ count: Int, _ size: ImageSize) -> String {
    "Plane: \(count) values given, \(size) wants \(size.pixelCount)"
  }
}
