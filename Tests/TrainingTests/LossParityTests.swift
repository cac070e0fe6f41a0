// SPDX-License-Identifier: Apache-2.0

import Fusion
import FusionModel
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite("losses against PyTorch", .singleThreaded, .tags(.unit))
struct LossParityTests {
  struct Loss: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let compute: @Sendable ([Tensor]) -> Tensor
  }

  private static let target: CentredContrast = {
    var target = CentredContrast()
    (target.contrast, target.maximumGain, target.levelling) = (0.3, 1.3, 0.5)
    return target
  }()

  static let losses = [
    Loss(testDescription: "content") { contentLoss(source: $0[0], reconstruction: $0[1]) },
    Loss(testDescription: "ssim") { structuralSimilarity($0[0], $0[1]) },
    Loss(testDescription: "text") { textureLoss(first: $0[0], second: $0[1], fused: $0[2]) },
    Loss(testDescription: "intensity") { intensityLoss(first: $0[0], second: $0[1], fused: $0[2]) },
    Loss(testDescription: "intensity.target") {
      intensityLoss(first: $0[0], second: $0[1], fused: $0[2], target: target)
    },
    Loss(testDescription: "edges") {
      edgePreservationLoss(first: $0[0], second: $0[1], fused: $0[2])
    },
    Loss(testDescription: "edges.balanced") {
      balancedEdgeLoss(first: $0[0], second: $0[1], fused: $0[2])
    },
    Loss(testDescription: "fidelity") {
      informationFidelityLoss(first: $0[0], second: $0[1], fused: $0[2])
    },
    Loss(testDescription: "fidelity.small") {
      informationFidelityLoss(first: $0[0], second: $0[1], fused: $0[2])
    },
    Loss(testDescription: "differences") {
      differenceCorrelationLoss(first: $0[0], second: $0[1], fused: $0[2])
    },
    Loss(testDescription: "information") {
      mutualInformationLoss(first: $0[0], second: $0[1], fused: $0[2])
    },
    Loss(testDescription: "sharpness") {
      sharpnessLoss(first: $0[0], second: $0[1], fused: $0[2], target: target)
    },
    Loss(testDescription: "salience") {
      salienceLoss(first: $0[0], second: $0[1], fused: $0[2])
    },
    Loss(testDescription: "warmSign") { warmSignLoss(second: $0[1], fused: $0[2]) },
    Loss(testDescription: "localTexture") {
      localTextureLoss(first: $0[0], second: $0[1], fused: $0[2])
    },
    Loss(testDescription: "noise") { flatNoiseLoss(first: $0[0], second: $0[1], fused: $0[2]) },
    Loss(testDescription: "checkerboard") {
      checkerboardLoss(first: $0[0], second: $0[1], fused: $0[2])
    },
    Loss(testDescription: "correlation") {
      correlationLoss(highFirst: $0[0], highSecond: $0[1], lowFirst: $0[2], lowSecond: $0[3])
    },
  ]

  @Test("value and gradients", arguments: losses)
  func parity(_ loss: Loss) throws {
    let (golden, inputs) = try golden(loss)
    let value = loss.compute(inputs)
    #expect(value.shape == [])
    assertClose(value, try golden.tensor("output"), relative: 1e-9, "value")
    value.backward()
    for (index, input) in inputs.enumerated() {
      let key = Golden.numbered("grad.input", index)
      guard golden.has(key) else { continue }
      assertClose(try #require(input.gradient), try golden.tensor(key), relative: 1e-9, key)
    }
  }

  @Test("gradients by central differences", arguments: losses)
  func gradients(_ loss: Loss) throws {
    let (golden, inputs) = try golden(loss)
    let leaves = inputs.enumerated().map { (key: Golden.numbered("input", $0), tensor: $1) }
      .filter { golden.has("grad.\($0.key)") }
    gradientCheck(leaves, samples: 24) { loss.compute(inputs) }
  }

  @Test("float32 agrees with float64", arguments: losses)
  func singlePrecision(_ loss: Loss) throws {
    let (golden, inputs) = try golden(loss)
    let value = loss.compute(inputs.map { $0.detached().to(.float32) })
    #expect(value.dtype == .float32)
    assertClose(value.to(.float64), try golden.tensor("output"), relative: 1e-5)
  }

  /// The golden and its inputs, float64 leaves.
  private func golden(_ loss: Loss) throws -> (Golden, inputs: [Tensor]) {
    let golden = try Golden(named: "loss.\(loss.testDescription)")
    let inputs = try golden.series("input")
    #expect(inputs.allSatisfy { $0.dtype == .float64 })
    inputs.forEach { $0.requiresGradient = true }
    return (golden, inputs)
  }
}
