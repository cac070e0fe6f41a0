// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
package import Datasets
import FusionMetrics
package import Imaging

/// A pair of source images in memory.
package struct SourceImages: Sendable {
  /// Where they come from.
  package let pair: ImagePair
  /// The visible image or the MRI.
  package let first: Image
  /// The infrared image, CT, PET or SPECT.
  package let second: Image

  /// Reads both files, on a thread that may wait.
  ///
  /// - Throws: As ``init(_:policy:)`` does.
  package static func read(
    _ pair: ImagePair, policy: ImageDecodingPolicy = .standard
  ) async throws -> SourceImages {
    try await onBlockingThread { try SourceImages(pair, policy: policy) }
  }

  /// Reads both files, each within `policy`.
  /// - Throws: `ImagingError`, and ``EvaluationError`` with `notFinite` or `unequalSizes`.
  package init(_ pair: ImagePair, policy: ImageDecodingPolicy = .standard) throws {
    let images = try pair.read(policy: policy)
    (first, second) = (images.first, images.second)
    try first.requireFinite(pair.first)
    try second.requireFinite(pair.second)
    guard first.size == second.size else {
      throw EvaluationError(
        .unequalSizes, path: pair.second,
        "is \(second.size), and \(pair.first) is \(first.size); registered images of one size "
          + "are wanted")
    }
    self.pair = pair
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
