// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
package import Datasets
package import Fusion
import FusionMetrics
package import Imaging

/// A pair of source images in memory.
package struct SourceImages: Sendable {
  /// Where they come from.
  package let pair: ImagePair
  /// The visible image or the MRI, in its range.
  package let first: Image
  /// The infrared image, CT, PET or SPECT, in its range.
  package let second: Image
  /// The ranges that were found.
  package let ranges: [ImageRange]
  /// What is odd about the files, a line each.
  package let warnings: [String]

  /// Reads both files, on a thread that may wait.
  ///
  /// - Throws: As ``init(_:_:policy:)`` does.
  package static func read(
    _ pair: ImagePair, _ options: FusionOptions = FusionOptions(),
    policy: ImageDecodingPolicy = .standard
  ) async throws -> SourceImages {
    try await onBlockingThread { try SourceImages(pair, options, policy: policy) }
  }

  /// Reads both files, each within `policy`.
  ///
  /// - Parameters:
  ///   - pair: The files.
  ///   - options: Of which the ranges are looked at, and whether the second image is resized.
  ///   - policy: How much reading one may cost.
  /// - Throws: `ImagingError`, and ``EvaluationError`` with `notFinite` or `unequalSizes`.
  package init(
    _ pair: ImagePair, _ options: FusionOptions = FusionOptions(),
    policy: ImageDecodingPolicy = .standard
  ) throws {
    let images = try pair.read(policy: policy)
    try images.first.requireFinite(pair.first)
    try images.second.requireFinite(pair.second)
    guard images.first.size == images.second.size || options.resizesSecond else {
      throw EvaluationError(
        .unequalSizes, path: pair.second,
        "is \(images.second.size), and \(pair.first) is \(images.first.size); registered images of "
          + "one size are wanted")
    }
    let range = (
      first: try images.first.range(of: options.firstRange),
      second: try images.second.range(of: options.secondRange)
    )
    self.pair = pair
    warnings = pair.warnings(of: images)
    first = range.first.map(images.first.mapped) ?? images.first
    second = (range.second.map(images.second.mapped) ?? images.second).resized(to: first.size)
    ranges = [(pair.first, range.first), (pair.second, range.second)].compactMap { path, range in
      range.flatMap { ImageRange(found: $0, path: path) }
    }
  }

  /// Both as 8-bit gray, whole levels: what the metrics compare with, and what published methods
  /// were given in their evaluations. A color image's luminance would carry fractions of a level
  /// that lower the mutual information (RoadScene: 2.51 instead of 2.63 for centred maximum).
  package var gray: (first: Image, second: Image) { (levels(first), levels(second)) }

  private func levels(_ image: Image) -> Image {
    Image(size: size, colorModel: .gray, samples: .uint8(GrayImage(image).levels))
  }

  /// The size of both.
  package var size: ImageSize { first.size }
}
