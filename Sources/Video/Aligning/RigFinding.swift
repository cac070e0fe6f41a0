// SPDX-License-Identifier: Apache-2.0

public import Geometry
public import Imaging

/// Finds how two cameras lie on each other from pairs of their frames.
///
/// `Alignment` can, with LibTorch, which this target goes without.
public protocol RigFinding: Sendable {
  /// The one rig of several pairs.
  ///
  /// - Parameters:
  ///   - pairs: Frames of both cameras at one time each; at least one.
  ///   - start: Near which it is looked for; nil: everywhere.
  /// - Returns: The best there is, which need not be right.
  /// - Throws: What the finder met.
  func rig(of pairs: [(first: Image, second: Image)], near start: Rig?) async throws -> FoundRig
}

/// What was found of two cameras.
public struct FoundRig: Sendable, Equatable {
  /// How they lie on each other.
  public let rig: Rig
  /// Whether that may be used unseen.
  public let isSure: Bool
  /// How sure it is, in words.
  public let summary: String

  /// Joins the facts.
  public init(rig: Rig, isSure: Bool, summary: String) {
    (self.rig, self.isSure, self.summary) = (rig, isSure, summary)
  }
}
