// SPDX-License-Identifier: Apache-2.0

import Fusion
import FusionMetrics
import FusionModel
import Imaging
import Scenes
import Tensors
import TestSupport
import Testing

@testable import Training

/// Two implementations of one idea: tensors that gradients flow through, and plain loops.
@Suite("losses against the metrics that they are forms of", .singleThreaded, .tags(.unit))
struct LossMetricTests {
  private static let size = ImageSize(width: 120, height: 96)

  /// Ways to fuse, from nothing of the second image to more contrast than either has.
  private static let rules: [(String, @Sendable (Tensor, Tensor) -> Tensor)] = [
    ("first", { first, _ in first }), ("mean", { ($0 + $1) * 0.5 }),
    ("max", { $0.maximum($1) }), ("target", { CentredContrast()($0, $1) }),
  ]

  @Test("1 - Qabf, -VIF / 2, -SCD / 2 and -MI / 2", arguments: SceneCondition.allCases)
  func agree(_ condition: SceneCondition) throws {
    let scene = RenderedScene(seed: 3, size: Self.size, condition: condition)
    let sources = [scene.visible, scene.infrared].map { GrayImage($0) }
    let (first, second) = (tensor(sources[0]), tensor(sources[1]))
    for (name, rule) in Self.rules {
      let levels = GrayImage(
        Plane(size: Self.size, values: rule(first, second).to(.float32).values()))
      let fused = tensor(levels)
      let measured = try FusedTriple(
        name: name, fused: levels, first: sources[0], second: sources[1])
      func score(_ metric: Metric, _ profile: MetricProfile = .cddfuse) throws -> Double {
        try metric.value(of: measured, profile: profile)
      }
      let edges = 1 - edgePreservationLoss(first: first, second: second, fused: fused).item()
      #expect(abs(edges - (try score(.edgePreservation, .standard))) < 0.003, "\(name)")
      // The published code counts an edge round the frame, and directions beyond a right angle.
      #expect(abs(edges - (try score(.edgePreservation))) < 0.07, "\(name)")
      let fidelity = -2 * informationFidelityLoss(first: first, second: second, fused: fused).item()
      // Larger guards against noise take a little away.
      let share = fidelity / (try score(.visualInformationFidelity))
      #expect(share > 0.975 && share < 1, "\(name): \(share)")
      // Fewer bins, and pixels that count in two, leave less to be told.
      let told = -2 * mutualInformationLoss(first: first, second: second, fused: fused).item()
      let kept = told / (try score(.mutualInformation))
      #expect(kept > 0.2 && kept < 1, "\(name): \(kept)")
      // Not a number by the published code where the fused image is a source; else profiles agree.
      let differences =
        -2 * differenceCorrelationLoss(first: first, second: second, fused: fused).item()
      let wanted = try score(.sumOfCorrelationsOfDifferences, .standard)
      #expect(abs(differences - wanted) < 1e-8, "\(name)")
    }
  }

  /// Levels as values of 0...1, `[1, 1, H, W]`.
  private func tensor(_ image: GrayImage) -> Tensor {
    Tensor(image.levels.map { Double($0) / 255 }, [1, 1, image.size.height, image.size.width])
  }
}
