// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
import Imaging
import TestSupport
import Testing

/// What holds for any picture.
@Suite("identities", .tags(.unit))
struct IdentityTests {
  private func value(
    _ metric: Metric, _ triple: FusedTriple, _ profile: MetricProfile = .standard
  ) throws -> Double {
    try metric.value(of: triple, profile: profile)
  }

  @Test("an image fused with itself loses nothing")
  func same() throws {
    let triple = try identity(street().second)
    #expect(try abs(value(.structuralSimilarity, triple) - 1) < 1e-12)
    #expect(try abs(value(.structuralSimilarity, triple, .cddfuse) - 2) < 1e-12)
    #expect(try abs(value(.visualInformationFidelity, triple) - 1) < 1e-9)
    #expect(try abs(value(.visualInformationFidelity, triple, .cddfuse) - 2) < 1e-9)
    #expect(try value(.correlationCoefficient, triple) == 1)
    #expect(try value(.meanSquaredError, triple) == 0)
    #expect(try value(.peakSignalToNoiseRatio, triple) == .infinity)
    // The paper's constants keep the best Qabf at 0.9748.
    let best = 0.9994 / (1 + 0.000553084370147834) * 0.9879 / (1 + 0.0122773399030684)
    #expect(try abs(value(.edgePreservation, triple) - best) < 1e-9)
    // Mutual information of an image with itself is its entropy.
    #expect(try abs(value(.mutualInformation, triple) - 2 * value(.entropy, triple)) < 1e-9)
  }

  @Test("which source comes first does not matter", arguments: MetricProfile.allCases)
  func symmetry(_ profile: MetricProfile) throws {
    let triple = try street()
    let swapped = try FusedTriple(
      name: triple.name, fused: triple.fused, first: triple.second, second: triple.first)
    let evaluator = FusionEvaluator(profile: profile)
    #expect(try evaluator.scores(of: triple) == evaluator.scores(of: swapped))
  }

  @Test("twice the contrast doubles what counts levels, and leaves shares as they are")
  func scale() throws {
    let dark = try street().map { $0 / 2 }
    let light = try dark.map { $0 * 2 }
    let factors: [Metric: Double] = [
      .entropy: 1, .standardDeviation: 2, .spatialFrequency: 2, .averageGradient: 2,
      .mutualInformation: 1, .meanSquaredError: 4, .correlationCoefficient: 1,
      .sumOfCorrelationsOfDifferences: 1, .edgePreservation: 1,
    ]
    for (metric, factor) in factors {
      let (before, after) = (try value(metric, dark), try value(metric, light))
      #expect(abs(after - factor * before) <= 1e-9 * abs(after), "\(metric.name)")
    }
  }

  @Test("a brighter picture of the same contrast has the same scores")
  func offset() throws {
    let triple = try street().map { $0 / 2 }
    let brighter = try triple.map { $0 + 100 }
    let unchanged: [Metric] = [
      .entropy, .standardDeviation, .spatialFrequency, .averageGradient, .mutualInformation,
      .meanSquaredError, .correlationCoefficient, .peakSignalToNoiseRatio,
      .sumOfCorrelationsOfDifferences, .visualInformationFidelity, .edgePreservation,
    ]
    for metric in unchanged {
      let (before, after) = (try value(metric, triple), try value(metric, brighter))
      #expect(abs(after - before) <= 1e-6 * abs(before), "\(metric.name)")
    }
  }

  @Test("the more noise, the worse", arguments: MetricProfile.allCases)
  func noise(_ profile: MetricProfile) throws {
    let triple = try street()
    let noisy = try [0, 8, 24, 64].map { try self.triple(triple, noise: $0) }
    let fidelity: [Metric] = [
      .meanSquaredError, .correlationCoefficient, .visualInformationFidelity, .edgePreservation,
      .structuralSimilarity,
    ]
    for metric in fidelity {
      let scores = try noisy.map { try value(metric, $0, profile) }
      let falls = zip(scores, scores.dropFirst()).allSatisfy { $0 > $1 }
      let rises = zip(scores, scores.dropFirst()).allSatisfy { $0 < $1 }
      #expect(metric.direction == .higherIsBetter ? falls : rises, "\(metric.name): \(scores)")
    }
    // Metrics without a reference take noise for detail.
    for metric in [Metric.entropy, .spatialFrequency, .averageGradient] {
      let scores = try noisy.map { try value(metric, $0, profile) }
      #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 < $1 }, "\(metric.name): \(scores)")
    }
  }

  /// The triple with up to `noise` levels added to, or taken from, each fused pixel.
  private func triple(_ triple: FusedTriple, noise: Int) throws -> FusedTriple {
    var state: UInt64 = 1
    let fused = triple.fused.map { level in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return max(0, min(255, level + Int(state >> 33) % (2 * noise + 1) - noise))
    }
    return try FusedTriple(
      name: triple.name, fused: fused, first: triple.first, second: triple.second)
  }

  @Test("scores lie in the range that the metric states", arguments: MetricProfile.allCases)
  func ranges(_ profile: MetricProfile) throws {
    let evaluator = FusionEvaluator(profile: profile)
    for seed in UInt64(1)...3 {
      let scores = try evaluator.scores(of: street(seed: seed))
      for metric in Metric.all {
        let value = try #require(scores[metric])
        #expect(metric.convention(in: profile).range.contains(value), "\(metric.name): \(value)")
      }
    }
  }
}
