// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
public import Imaging

/// Fused images that lie in files already: what another program made of the same pairs.
public struct SavedImages: FusionMethod, Equatable {
  /// What the method that made them is called.
  public let name: String
  private let paths: [String: String]

  /// Names the files.
  /// - Parameters:
  ///   - name: What the method that made them is called.
  ///   - paths: The path of each pair's fused image, by the pair's name.
  public init(name: String, paths: [String: String]) { (self.name, self.paths) = (name, paths) }

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

  /// Reads the luminance of the pair's fused image.
  ///
  /// - Throws: ``FusionError`` where the pair has no file, or one of another size; `ImagingError`
  ///   where it cannot be read.
  public func fuse(_ pair: LuminancePair, _ context: FusionContext) async throws -> Plane {
    let path = try path(for: context.name)
    let image = try await onBlockingThread { try Image(contentsOf: path) }
    guard image.size == pair.size else {
      throw FusionError(
        .unequalSizes, path: path,
        "is \(image.size), its sources are \(pair.size); one size is wanted")
    }
    return image.luminance()
  }
}
