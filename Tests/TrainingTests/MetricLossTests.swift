import Foundation
import Tensors
import TestSupport
import Testing

@testable import Training

/// The losses of phase two that are forms of metrics.
@Suite("losses beside the paper's, by hand", .singleThreaded)
struct MetricLossTests {
  /// Rises by `slope` a column.
  private func ramp(_ slope: Double) -> Tensor {
    (Tensor.range(5, dtype: .float64) * slope).reshaped(1, 1, 1, 5) + flat(0, 5)
  }

  private func flat(_ value: Double, _ side: Int) -> Tensor {
    Tensor(full: value, [1, 1, side, side], dtype: .float64)
  }

  /// Uniform numbers about 0.5.
  private func noise(_ seed: UInt64, contrast: Double = 1) -> Tensor {
    let noise = RandomGenerator(seed: seed).uniform([1, 1, 41, 43], dtype: .float64)
    return (noise - 0.5) * contrast + 0.5
  }

  private func pattern(_ values: Double...) -> Tensor { Tensor(values, [1, 1, 2, 2]) }

  /// What is kept of an edge, `ratio` of strengths and `angle` between, in right angles.
  private func quality(ratio: Double, angle: Double) -> Double {
    0.9994 / (1 + exp(-15 * (ratio - 0.5))) * 0.9879 / (1 + exp(-22 * (0.2 - angle)))
  }

  @Test("edges: what is kept of a ramp's by strength and direction")
  func edges() {
    func loss(_ fused: Tensor, _ first: Tensor? = nil, _ second: Tensor? = nil) -> Double {
      edgePreservationLoss(
        first: first ?? ramp(0.1), second: second ?? ramp(0.1), fused: fused
      ).item()
    }
    // Equal directions count as this far apart: the cosine is cut off at 0.9999.
    let least = acos(0.9999) / (.pi / 2)
    let equal = 1 - quality(ratio: 1, angle: least)
    #expect(abs(loss(ramp(0.1)) - equal) < 1e-12)
    #expect(abs(equal - 0.0278) < 1e-4)
    #expect(abs(loss(1 - ramp(0.1)) - equal) < 1e-12, "light to dark is dark to light")
    for slope in [0.05, 0.2] {
      #expect(abs(loss(ramp(slope)) - (1 - quality(ratio: 0.5, angle: least))) < 1e-6)
    }
    let across = ramp(0.1).transposed(2, 3)
    #expect(abs(loss(across) - 1) < 1e-6)
    #expect(abs(loss(flat(0.5, 5)) - 1) < 1e-6)
    // Two thirds of all strength is the first one's.
    let kept = quality(ratio: 1, angle: least) * 2 / 3
    #expect(abs(loss(ramp(0.1), ramp(0.1), across * 0.5) - (1 - kept)) < 1e-6)
  }

  @Test("sharpness: the logarithm of how much larger the wanted image's differences are, from -0.1")
  func sharpness() {
    func loss(_ fused: Tensor) -> Double {
      sharpnessLoss(first: ramp(0.1), second: ramp(0.1) * 0.5, fused: fused).item()
    }
    #expect(abs(loss(ramp(0.1))) < 1e-9)
    #expect(abs(loss(ramp(0.05)) - log(2)) < 1e-3)
    #expect(abs(loss(ramp(0.105)) + log(1.05)) < 1e-3)
    #expect(abs(loss(ramp(0.2)) + 0.1) < 1e-9)
    #expect(loss(flat(0.5, 5)).isFinite)
  }

  @Test("information: the entropy in bits of what is told, with values between two bins in both")
  func information() {
    func loss(_ fused: Tensor, _ first: Tensor, _ second: Tensor) -> Double {
      mutualInformationLoss(first: first, second: second, fused: fused).item()
    }
    let (halves, crossed) = (pattern(0, 0, 1, 1), pattern(0, 1, 0, 1))
    let (quarters, flat) = (pattern(0, 12, 24, 47) * (1 / 47), flat(0.5, 2))
    #expect(abs(loss(halves, halves, flat) + 0.5) < 1e-5)
    #expect(abs(loss(1 - halves, halves, halves) + 1) < 1e-5)
    #expect(abs(loss(halves, crossed, flat)) < 1e-5)
    #expect(abs(loss(quarters, halves, quarters) + 1.5) < 1e-5)
    // Between bins 0 and 1, and 1 and 2: half of either counts in bin 1, which tells nothing.
    let near = pattern(0, 0, 1, 1) * (1 / 47) + 0.5 / 47
    #expect(abs(loss(near, halves, flat) + 0.25) < 1e-5)
    let pair = mutualInformationLoss(
      first: .concatenated([halves, halves], dim: 0), second: .concatenated([flat, flat], dim: 0),
      fused: .concatenated([halves, crossed], dim: 0))
    #expect(abs(pair.item() + 0.25) < 1e-5, "the mean over the batch, images apart")
    #expect(loss(flat * .nan, halves, flat).isNaN)
  }

  @Test("fidelity: about -1 of equal images, 0 of inverted ones, lower by contrast, down to -3")
  func fidelity() {
    func loss(_ fused: Tensor, _ first: Tensor, _ second: Tensor? = nil) -> Double {
      informationFidelityLoss(first: first, second: second ?? first, fused: fused).item()
    }
    let weak = noise(1, contrast: 0.3)
    let equal = loss(weak, weak)
    #expect(equal > -1 && equal < -0.97, "\(equal)")
    #expect(loss(noise(1, contrast: 0.6), weak) < -1.1)
    #expect(loss(noise(1, contrast: 0.15), weak) > -0.9)
    #expect(loss(1 - weak, weak) == 0)
    #expect(loss(noise(1), noise(1, contrast: 0.01)) == -3)
    let other = noise(2, contrast: 0.3)
    #expect(abs(loss(weak, weak, other) - (equal + loss(weak, other)) / 2) < 1e-12)
  }

  @Test("differences: -1 of the sum, and what share of it others show")
  func differences() {
    // Uncorrelated, of equal contrast.
    let (first, second) = (pattern(1, 1, -1, -1), pattern(1, -1, 1, -1))
    func loss(_ fused: Tensor) -> Double {
      differenceCorrelationLoss(first: first, second: second, fused: fused).item()
    }
    #expect(abs(loss(first + second) + 1) < 1e-6)
    #expect(abs(loss((first + second) * 0.5) + 0.5.squareRoot()) < 1e-6)
    #expect(abs(loss(first) + 0.5.squareRoot() / 2) < 1e-6)
    #expect(abs(loss(-first - second) - 0.2.squareRoot()) < 1e-6)
  }

  @Test("flat images and fused images equal to a source have finite gradients")
  func degenerate() throws {
    let (image, plain) = (noise(1), Tensor(full: 0.5, [1, 1, 41, 43], dtype: .float64))
    for (first, second, start) in [
      (plain, plain, plain), (plain, plain, image), (image, plain, plain), (image, plain, image),
      (image, image, image),
    ] {
      let fused = start.cloned()
      fused.requiresGradient = true
      let total =
        edgePreservationLoss(first: first, second: second, fused: fused)
        + informationFidelityLoss(first: first, second: second, fused: fused)
        + differenceCorrelationLoss(first: first, second: second, fused: fused)
      total.backward()
      #expect(total.item().isFinite)
      #expect(try #require(fused.gradient).isFinite().all().item() == 1)
    }
  }
}
