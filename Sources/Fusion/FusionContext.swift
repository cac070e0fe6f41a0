// SPDX-License-Identifier: Apache-2.0

/// What a method is told about a pair besides its pixels.
public struct FusionContext: Sendable, Equatable {
  /// What the images show.
  public var subject: FusionSubject
  /// Whether large images are fused in tiles.
  public var tiling: FusionTiling

  /// What the pair is called, such as its files' stem; nil where it has no name.
  public var name: String?

  /// Describes a pair.
  public init(
    subject: FusionSubject = .photographic, tiling: FusionTiling = .automatic, name: String? = nil
  ) {
    (self.subject, self.tiling, self.name) = (subject, tiling, name)
  }
}
