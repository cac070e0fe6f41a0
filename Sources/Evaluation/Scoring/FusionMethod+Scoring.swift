// SPDX-License-Identifier: Apache-2.0

import Datasets
package import Fusion
import FusionMetrics
package import Imaging

extension FusionMethod {
  /// The fused image of a pair that is scored.
  ///
  /// Saved images are scored as they were saved, color and all. Whatever is fused here is made of
  /// the sources' gray levels and rounded to 8 bits, as a saved file would be.
  /// - Parameters:
  ///   - sources: The pair.
  ///   - options: What the images show, and whether results are stretched.
  /// - Returns: The image, of the size of its sources.
  /// - Throws: ``EvaluationError`` with `unequalSizes` for a saved image of another size and with
  ///   `notFinite` for one with pixels that are no numbers, and what fusing throws.
  package func scoredImage(of sources: SourceImages, _ options: FusionOptions) async throws -> Image
  {
    if let saved = self as? SavedImages { return try await saved.fusedImage(for: sources) }
    var options = options
    (options.color, options.depth) = (.gray, .uint8)
    let (first, second) = sources.gray
    return try await PairFusion(options)(first, second, by: self, named: sources.pair.stem)
  }
}

extension FusionMethod {
  /// The fused image of a pair as a user sees it: a saved one as it was saved, another one in the
  /// color and the depth of `options`.
  ///
  /// - Returns: The image, of the size of its sources.
  /// - Throws: As ``scoredImage(of:_:)`` does.
  package func image(of sources: SourceImages, _ options: FusionOptions) async throws -> Image {
    if let saved = self as? SavedImages { return try await saved.fusedImage(for: sources) }
    return try await PairFusion(options)(
      sources.first, sources.second, by: self, named: sources.pair.stem)
  }
}

extension FusionMethod {
  /// How far the mean of a fused image moves where the second source becomes lighter by
  /// `StepResponse.step` levels, in levels; nil of saved images, which cannot be made again.
  func stepResponse(
    to sources: SourceImages, _ options: FusionOptions, _ fused: GrayImage
  ) async throws -> Double? {
    guard !(self is SavedImages) else { return nil }
    var options = options
    (options.color, options.depth) = (.gray, .uint8)
    let (first, second) = sources.gray
    let levels = StepResponse.stepped(GrayImage(second)).levels
    let stepped = Image(
      size: second.size, colorModel: .gray, samples: .uint8(levels), alpha: second.alpha)
    let image = try await PairFusion(options)(first, stepped, by: self, named: sources.pair.stem)
    return StepResponse.response(
      from: fused, to: GrayImage(image).cropped(to: sources.window))
  }
}

extension SavedImages {
  func fusedImage(for sources: SourceImages) async throws -> Image {
    let fused = try await image(for: sources.pair.stem)
    let path = try path(for: sources.pair.stem)
    try fused.requireFinite(path)
    guard fused.size == sources.size else {
      throw EvaluationError(
        .unequalSizes, path: path,
        "is \(fused.size), its sources are \(sources.size); one size is wanted")
    }
    return fused
  }
}
