// SPDX-License-Identifier: Apache-2.0

import Imaging

/// A number that tells how good a fused image is, and what there is to know about it.
public struct Metric: Sendable {
  /// Which scores are the good ones.
  public enum Direction: Sendable {
    /// Better images score higher.
    case higherIsBetter
    /// Better images score lower.
    case lowerIsBetter
  }

  /// The name in tables, such as "EN".
  public let name: String
  /// The name in full, such as "entropy".
  public let title: String
  /// What it tells, in one sentence.
  public let summary: String
  /// Where it was defined.
  public let reference: String
  /// Which scores are the good ones.
  public let direction: Direction
  /// Whether it looks at the two sources, or at the fused image alone.
  public let needsSources: Bool
  /// The shortest side, in pixels, of an image that can be scored.
  public let minimumSide: Int

  private let cddfuse: MetricConvention
  private let standard: MetricConvention

  /// A metric; without `standard` both profiles share one definition.
  init(
    name: String, title: String, summary: String, reference: String,
    direction: Direction = .higherIsBetter, needsSources: Bool = true, minimumSide: Int = 1,
    cddfuse: MetricConvention, standard: MetricConvention? = nil
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.reference = reference
    self.direction = direction
    self.needsSources = needsSources
    self.minimumSide = minimumSide
    self.cddfuse = cddfuse
    self.standard = standard ?? cddfuse
  }

  /// Unit and range in a profile.
  public func convention(in profile: MetricProfile) -> MetricConvention {
    switch profile {
    case .cddfuse: cddfuse
    case .standard: standard
    }
  }

  /// Scores one triple. ``FusionEvaluator`` scores several metrics faster.
  /// - Throws: ``FusionMetricsError`` with the code `tooSmall`.
  public func value(
    of triple: FusedTriple, profile: MetricProfile
  ) throws(FusionMetricsError) -> Double {
    try check(triple)
    return convention(in: profile).evaluate(TripleAnalysis(triple))
  }

  /// Throws where the images are smaller than the metric's windows.
  func check(_ triple: FusedTriple) throws(FusionMetricsError) {
    guard min(triple.size.width, triple.size.height) >= minimumSide else {
      throw FusionMetricsError(
        .tooSmall, triple: triple.name,
        "\(triple.size) is too small for \(name); \(minimumSide)x\(minimumSide) is the least")
    }
  }
}

extension Metric: Hashable {
  /// Names are unique.
  public static func == (left: Self, right: Self) -> Bool { left.name == right.name }

  /// Feeds the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
