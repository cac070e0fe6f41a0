// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
package import Datasets
package import Fusion
import FusionMetrics
import Geometry
package import Imaging

/// A pair of source images in memory.
package struct SourceImages: Sendable {
  /// Where they come from.
  package let pair: ImagePair
  /// The visible image or the MRI, in its range.
  package let first: Image
  /// The infrared image, CT, PET or SPECT, in its range; transparent where it does not reach.
  package let second: Image
  /// What of a pair that was laid together both show, as a rectangle: scores are of this part; nil:
  /// of all.
  package let window: PixelWindow?
  /// The ranges that were found.
  package let ranges: [ImageRange]
  /// What is odd about the files, a line each.
  package let warnings: [String]
  /// What was taken of files that hold more than one picture.
  package let remarks: [ImageRemark]
  /// What became of the second image's refinement; nil: none was wanted.
  package let refinement: ImageRefinement?

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
  ///   - options: Of which the ranges are looked at, where the second image lies, and whether it is
  ///     refined or resized.
  ///   - policy: How much reading one may cost.
  /// - Throws: `ImagingError`, and ``EvaluationError`` with `notFinite`, `unequalSizes` or
  ///   `noOverlap`.
  package init(
    _ pair: ImagePair, _ options: FusionOptions = FusionOptions(),
    policy: ImageDecodingPolicy = .standard
  ) throws {
    let images = try pair.read(policy: policy)
    try images.first.requireFinite(pair.first)
    try images.second.requireFinite(pair.second)
    let mayDiffer = options.resizesSecond || options.alignment != nil
    guard images.first.size == images.second.size || mayDiffer else {
      throw EvaluationError(
        .unequalSizes, path: pair.second,
        "is \(images.second.size), and \(pair.first) is \(images.first.size); registered images of "
          + "one size are wanted")
    }
    let laid = try pair.aligned(images, options)
    let aligned = laid.image
    refinement = ImageRefinement(laid.refinement, path: pair.second)
    let isLaid = options.alignment != nil || laid.refinement?.isApplied == true
    window = isLaid ? try aligned.seenWindow(pair.second) : nil
    let isUnseen = window == nil ? nil : aligned.alpha?.values.map { $0 <= 0 }
    let range = (
      first: try images.first.range(of: options.firstRange),
      second: try aligned.range(of: options.secondRange, excluding: isUnseen)
    )
    self.pair = pair
    (warnings, remarks) = (pair.warnings(of: images), pair.remarks(of: images))
    first = range.first.map(images.first.mapped) ?? images.first
    second = (range.second.map(aligned.mapped) ?? aligned).resized(to: first.size)
    ranges = [(pair.first, range.first), (pair.second, range.second)].compactMap { path, range in
      range.flatMap { ImageRange(found: $0, path: path) }
    }
  }

  /// Both as 8-bit gray, whole levels: what the metrics compare with, and what published methods
  /// were given in their evaluations. A color image's luminance would carry fractions of a level
  /// that lower the mutual information (RoadScene: 2.51 instead of 2.63 for centred maximum).
  package var gray: (first: Image, second: Image) {
    (levels(first, alpha: nil), levels(second, alpha: window == nil ? nil : second.alpha))
  }

  private func levels(_ image: Image, alpha: Plane?) -> Image {
    Image(size: size, colorModel: .gray, samples: .uint8(GrayImage(image).levels), alpha: alpha)
  }

  /// The size of both.
  package var size: ImageSize { first.size }
}

extension ImagePair {
  /// The second image where it lies in the first one.
  ///
  /// - Throws: ``EvaluationError`` that names the files where a rig is not of their shapes.
  fileprivate func aligned(_ images: RegisteredPair, _ options: FusionOptions) throws
    -> AlignedImage
  {
    do { return try options.aligned(images.second, on: images.first) } catch let error as RigError {
      throw EvaluationError(.unequalSizes, "\(first), \(second): \(error.message)")
    }
  }
}

extension Image {
  /// What of the first image this one shows, as a rectangle; nil: all of it.
  ///
  /// - Parameter path: This image's file, for the error.
  /// - Returns: The largest there is.
  /// - Throws: ``EvaluationError`` with `noOverlap` where that is too little to fuse.
  fileprivate func seenWindow(_ path: String) throws(EvaluationError) -> PixelWindow? {
    guard let alpha else { return nil }
    let side = PairFusion.minimumSide
    guard let window = PixelWindow(largestIn: alpha),
      min(window.size.width, window.size.height) >= side
    else {
      throw EvaluationError(
        .noOverlap, path: path,
        "hardly reaches the first image; a common part of \(side)x\(side) at least is wanted")
    }
    return window
  }
}
