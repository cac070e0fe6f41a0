// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
public import Imaging

/// Fused images that lie in files already: what another program made of the same pairs.
public struct SavedImages: FusionMethod, Equatable {
  /// What the method that made them is called.
  public let name: String
  private let paths: [String: String]
  private let policy: ImageDecodingPolicy

  /// Names the files.
  /// - Parameters:
  ///   - name: What the method that made them is called.
  ///   - paths: The path of each pair's fused image, by the pair's name.
  ///   - policy: How much reading one may cost.
  public init(
    name: String, paths: [String: String], policy: ImageDecodingPolicy = .standard
  ) {
    (self.name, self.paths, self.policy) = (name, paths, policy)
  }

  /// The path of a pair's fused image.
  ///
  /// - Throws: ``FusionError`` with `missingImage` where there is none.
  public func path(for pair: String?) throws(FusionError) -> String {
    guard let pair else { throw FusionError(.missingImage, "a pair without a name has no file") }
    guard let path = paths[pair] else {
      throw FusionError(.missingImage, "\(name) has no image for \(pair)")
    }
    return path
  }

  /// Reads the pair's fused image.
  ///
  /// - Throws: ``FusionError`` with `missingImage` where the pair has no file; `ImagingError` where
  ///   it cannot be read.
  package func image(for pair: String?) async throws -> Image {
    let path = try path(for: pair)
    return try await onBlockingThread { try Image(contentsOf: path, policy: policy) }
  }

  /// Reads the luminance of the pair's fused image.
  ///
  /// - Throws: ``FusionError`` where the pair has no file, or one of another size; `ImagingError`
  ///   where it cannot be read.
  public func fuse(_ pair: LuminancePair, _ context: FusionContext) async throws -> Plane {
    let image = try await image(for: context.name)
    guard image.size == pair.size else {
      throw FusionError(
        .unequalSizes, path: try path(for: context.name),
        "is \(image.size), its sources are \(pair.size); one size is wanted")
    }
    return image.luminance()
  }
}
