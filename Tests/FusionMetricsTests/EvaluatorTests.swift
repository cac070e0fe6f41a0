// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
import Imaging
import TestSupport
import Testing

@Suite("evaluation", .tags(.unit))
struct EvaluatorTests {
  @Test("one thread and many give the same scores in the same order")
  func threads() async throws {
    let triples = try (UInt64(1)...9).map { try street(seed: $0, 64, 48) }
    let evaluator = FusionEvaluator(profile: .cddfuse)
    let one = try await evaluator.scores(of: triples, threads: 1)
    #expect(one.triples.map(\.name) == triples.map(\.name))
    for threads in [2, 5, 20] {
      let many = try await evaluator.scores(of: triples, threads: threads)
      #expect(many == one)
      for metric in Metric.all { #expect(many.mean(of: metric) == one.mean(of: metric)) }
    }
  }

  @Test("together or alone, a metric gives the same score", arguments: MetricProfile.allCases)
  func together(_ profile: MetricProfile) throws {
    let triple = try street()
    let scores = try FusionEvaluator(profile: profile).scores(of: triple)
    #expect(scores.values.count == 12)
    for metric in Metric.all {
      #expect(try scores[metric] == metric.value(of: triple, profile: profile), "\(metric.name)")
    }
  }

  @Test("triples are loaded one by one, and a failure to load ends the evaluation")
  func loading() async throws {
    let evaluator = FusionEvaluator(metrics: [.entropy])
    let names = try await evaluator.scores(count: 4, threads: 2) { index in
      try street(seed: UInt64(index), 16, 16)
    }.triples.map(\.name)
    #expect(names == ["street 0", "street 1", "street 2", "street 3"])
    struct Unreadable: Error {}
    await #expect(throws: Unreadable.self) {
      _ = try await evaluator.scores(count: 4, threads: 2) { _ in throw Unreadable() }
    }
    #expect(try await evaluator.scores(of: []).mean(of: .entropy) == nil)
  }

  @Test("a triple is left between two metrics where the task is cancelled")
  func cancelled() async throws {
    let (evaluator, triple) = (FusionEvaluator(), try street())
    let scoring = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try evaluator.cancellableScores(of: triple)
    }
    await #expect(throws: CancellationError.self) { _ = try await scoring.value }
  }

  @Test("sizes must be equal, and large enough for each metric")
  func sizes() throws {
    let unequal = #expect(throws: FusionMetricsError.self) {
      _ = try FusedTriple(
        name: "07", fused: flat(1), first: flat(1), second: flat(1, width: 49, height: 44))
    }
    #expect(unequal?.code == .unequalSizes)
    #expect(
      unequal?.description
        == "07: fused is 48x44, the sources are 48x44 and 49x44; one size is wanted")
    let sides = Dictionary(uniqueKeysWithValues: Metric.all.map { ($0.name, $0.minimumSide) })
    #expect(
      sides.filter { $0.value > 1 } == ["SF": 2, "AG": 2, "Qabf": 3, "SSIM": 7, "VIF": 41])
    for metric in Metric.all {
      let side = metric.minimumSide
      let least = try identity(picture(side, side) { x, y in 3 * x + 2 * y })
      #expect(try !metric.value(of: least, profile: .standard).isNaN, "\(metric.name)")
      guard side > 1 else { continue }
      let small = try identity(flat(1, width: side - 1, height: 60))
      let error = #expect(throws: FusionMetricsError.self, "\(metric.name)") {
        _ = try FusionEvaluator(metrics: [.entropy, metric]).scores(of: small)
      }
      #expect(error?.code == .tooSmall && error?.triple == "identity")
      #expect(error?.message.contains("\(side)x\(side) is the least") == true)
    }
  }

  @Test("metrics are found by name, and a mistyped name gets a hint")
  func names() throws {
    #expect(Set(Metric.all.map(\.name)).count == 12)
    for metric in Metric.all + Metric.faults {
      #expect(try Metric.named(metric.name.uppercased()) == metric)
    }
    let hints = [
      "SIM": "SSIM", "entropie": nil, "entropy": "EN", "QAB/F": "Qabf", "VIFF": "VIF", "xyz": nil,
      "clipped": "Clip",
    ]
    for (name, hint) in hints {
      let error = #expect(throws: FusionMetricsError.self) { _ = try Metric.named(name) }
      #expect(error?.code == .unknownMetric)
      #expect(error?.message.contains("'\(name)'") == true)
      #expect(error?.message.contains(hint.map { "did you mean \($0)?" } ?? "known: EN") == true)
      #expect(error?.message.contains("mean") == (hint != nil))
    }
  }
}
