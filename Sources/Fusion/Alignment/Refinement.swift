// SPDX-License-Identifier: Apache-2.0

import Flow
private import Foundation

/// What became of the second image of a pair that was to be refined, see
/// ``FusionOptions/refinesAlignment``.
public struct Refinement: Sendable, Hashable, CustomStringConvertible {
  /// How far the pixels were moved, or would have been: the median, in pixels of the first image.
  public let median: Double
  /// The farthest that one was moved, in pixels of the first image.
  public let largest: Double
  /// How well the edges of both images agreed before: the correlation of their oriented gradients,
  /// 1 for equal images.
  public let agreementBefore: Double
  /// The same with the second image refined.
  public let agreementAfter: Double

  /// By how much the agreement grows at least: pairs that lie on each other exactly gain nearly as
  /// much by chance.
  public static let leastGain = 0.02

  /// Nothing to compare.
  init() { (median, largest, agreementBefore, agreementAfter) = (0, 0, 0, 0) }

  /// - Parameters:
  ///   - flow: By how much pixels were looked up beside their place.
  ///   - before: The pair before.
  ///   - after: The pair with the second image refined.
  init(_ flow: DenseFlow, _ before: ResidualPair, _ after: ResidualPair) {
    let lengths = flow.shifts.map { ($0 * $0).sum().squareRoot() }.sorted()
    median = Double(lengths[lengths.count / 2])
    largest = Double(lengths[lengths.count - 1])
    let common = before.common(with: after)
    agreementBefore = before.agreement(over: common)
    agreementAfter = after.agreement(over: common)
  }

  /// Whether the refined image was taken; else it stayed as it was.
  public var isApplied: Bool { agreementAfter >= agreementBefore + Self.leastGain }

  /// In words: "moved by 0.9 pixels in the median, 4.1 at most; gradients agree to 0.43 instead of
  /// 0.40".
  public var description: String {
    isApplied
      ? String(
        format: "moved by %.1f pixels in the median, %.1f at most; gradients agree to %.2f "
          + "instead of %.2f", median, largest, agreementAfter, agreementBefore)
      : String(
        format: "left as it was: refined, gradients would agree to %.2f instead of %.2f",
        agreementAfter, agreementBefore)
  }
}

/// A refinement, and of which image.
public struct ImageRefinement: Sendable, Hashable, CustomStringConvertible {
  /// The second image's file.
  public let path: String
  /// What became of it.
  public let refinement: Refinement

  /// Nil where nothing was to be refined.
  package init?(_ refinement: Refinement?, path: String) {
    guard let refinement else { return nil }
    (self.path, self.refinement) = (path, refinement)
  }

  /// "thermal.png: moved by ...".
  public var description: String { "\(path): \(refinement)" }
}
