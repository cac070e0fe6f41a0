// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
import Imaging
import TestSupport
import Testing

/// Constant images: the values that the documentation states.
@Suite("constant images", .tags(.unit))
struct ConstantImageTests {
  /// The documented values where all three images are constant: F 100, A 90, B 120.
  static let allFlat: [(metric: Metric, cddfuse: Double, standard: Double)] = [
    (.entropy, 0, 0), (.standardDeviation, 0, 0), (.spatialFrequency, 0, 0),
    (.averageGradient, 0, 0), (.mutualInformation, 0, 0), (.meanSquaredError, 250, 250),
    (.correlationCoefficient, .nan, 0), (.sumOfCorrelationsOfDifferences, .nan, 0),
    (.visualInformationFidelity, 2, 1),
  ]

  @Test("all three", arguments: allFlat)
  func values(_ metric: Metric, _ cddfuse: Double, _ standard: Double) throws {
    let triple = try FusedTriple(name: "flat", fused: flat(100), first: flat(90), second: flat(120))
    for (profile, wanted) in [(MetricProfile.cddfuse, cddfuse), (.standard, standard)] {
      let found = try metric.value(of: triple, profile: profile)
      #expect(wanted.isNaN ? found.isNaN : found == wanted, "\(metric.name), \(profile)")
    }
  }

  @Test("the standard profile has no not-a-number, whichever images are constant")
  func standard() throws {
    let street = try street()
    let gray = street.fused.map { _ in 128 }
    let choices = [(street.fused, gray), (street.first, gray), (street.second, gray)]
    for mask in 0..<8 {
      let images = choices.enumerated().map { mask >> $0 & 1 == 0 ? $1.0 : $1.1 }
      let triple = try FusedTriple(
        name: "mask \(mask)", fused: images[0], first: images[1], second: images[2])
      let scores = try FusionEvaluator(profile: .standard).scores(of: triple)
      #expect(scores.values.values.allSatisfy { !$0.isNaN }, "\(mask): \(scores.values)")
    }
  }

  @Test("without an edge in the sources none is lost")
  func edges() throws {
    let (black, gray) = (flat(0), flat(100))
    #expect(try Metric.edgePreservation.value(of: identity(gray), profile: .standard) == 1)
    // Zero padding gives a gray image a frame, but not a black one.
    #expect(try Metric.edgePreservation.value(of: identity(gray), profile: .cddfuse) < 1)
    #expect(try Metric.edgePreservation.value(of: identity(black), profile: .cddfuse).isNaN)
  }

  @Test("black on black has no peak")
  func peak() throws {
    let black = try identity(flat(0))
    #expect(try Metric.peakSignalToNoiseRatio.value(of: black, profile: .cddfuse).isNaN)
    #expect(try Metric.peakSignalToNoiseRatio.value(of: black, profile: .standard) == .infinity)
  }

  @Test("a mean leaves out undefined scores, and says of which triples")
  func means() async throws {
    let (street, gray) = (try street(), try identity(flat(100)))
    let evaluator = FusionEvaluator(
      profile: .cddfuse, metrics: [.correlationCoefficient, .standardDeviation])
    let scores = try await evaluator.scores(of: [street, gray])
    let correlation = try Metric.correlationCoefficient.value(of: street, profile: .cddfuse)
    #expect(scores.mean(of: .correlationCoefficient) == correlation)
    let none = try await evaluator.scores(of: [gray]).mean(of: .correlationCoefficient)
    #expect(none?.isNaN == true)
    #expect(scores.undefinedScores(of: .correlationCoefficient) == ["identity"])
    #expect(scores.undefinedScores(of: .standardDeviation).isEmpty)
    let deviation = try Metric.standardDeviation.value(of: street, profile: .cddfuse)
    #expect(scores.mean(of: .standardDeviation) == deviation / 2)
    #expect(scores.mean(of: .entropy) == nil)
  }
}
