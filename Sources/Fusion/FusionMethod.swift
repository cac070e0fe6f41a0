// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// A way to fuse a registered pair: a network, a formula, fused images that lie in files, a
/// service.
///
/// A method sees luminances alone. ``PairFusion`` does what images want around it: color, ranges,
/// sizes, depth.
public protocol FusionMethod: Sendable {
  /// What it is called in tables and messages, such as "fast" or "laplacian".
  var name: String { get }

  /// Fuses two luminances.
  ///
  /// - Parameters:
  ///   - pair: Two planes of one size, 0...1.
  ///   - context: What is known of the pair besides its pixels.
  /// - Returns: Luminance of the pair's size, 0...1.
  /// - Throws: Why this pair cannot be fused; `CancellationError` where the task was cancelled.
  func fuse(_ pair: LuminancePair, _ context: FusionContext) async throws -> Plane
}
