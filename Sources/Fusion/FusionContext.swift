// SPDX-License-Identifier: Apache-2.0

/// What a method is told about a pair besides its pixels.
public struct FusionContext: Sendable, Equatable {
  /// What the images show.
  public var subject: FusionSubject
  /// Whether large images are fused in tiles.
  public var tiling: FusionTiling

  /// Describes a pair.
  public init(subject: FusionSubject = .photographic, tiling: FusionTiling = .automatic) {
    self.subject = subject
    self.tiling = tiling
  }
}
