// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

@testable import Training

@Suite("losses by hand", .singleThreaded, .tags(.unit))
struct LossTests {
  /// An image whose every pixel is `value`.
  private func flat(_ value: Double, side: Int = 12) -> Tensor {
    Tensor(full: value, [1, 1, side, side], dtype: .float64)
  }

  private func image(_ values: [Double], _ height: Int, _ width: Int) -> Tensor {
    Tensor(values, [1, 1, height, width])
  }

  @Test("intensity: the mean distance from the brighter of the two")
  func intensity() {
    let (first, second) = (image([0.1, 0.9], 1, 2), image([0.4, 0.3], 1, 2))
    let loss = intensityLoss(first: first, second: second, fused: image([0.5, 0.5], 1, 2))
    #expect(abs(loss.item() - (0.1 + 0.4) / 2) < 1e-12)
    #expect(intensityLoss(first: first, second: second, fused: first.maximum(second)).item() == 0)
  }

  @Test("gradients are |Gx| + |Gy| by Sobel, the border repeated")
  func sobel() {
    // A step of 1 between columns 1 and 2: both columns beside it see 1 + 2 + 1.
    let step = image([0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1], 3, 4)
    #expect(gradientMagnitude(step).values() == [0, 4, 4, 0, 0, 4, 4, 0, 0, 4, 4, 0])
    #expect(gradientMagnitude(step.transposed(2, 3)).sum().item() == 24)
    #expect(gradientMagnitude(flat(0.7)).abs().max().item() < 1e-12)
    // One bright pixel: its neighbors at the side see 2, those at the corners 1 + 1.
    let dot = image([0, 0, 0, 0, 1, 0, 0, 0, 0], 3, 3)
    #expect(gradientMagnitude(dot).values() == [2, 2, 2, 2, 0, 2, 2, 2, 2])
  }

  @Test("imitation: the mean distance from the teacher's image, and from its slopes")
  func imitation() {
    let (taught, made) = (image([0.1, 0.5, 0.4, 0.2], 2, 2), image([0.3, 0.5, 0.4, 0.2], 2, 2))
    let loss = imitationLoss(output: made, taught: taught)
    // One pixel of four differs by 0.2, and with it one of two slopes each way.
    #expect(abs(loss.item() - (0.05 + 0.1 + 0.1)) < 1e-12)
    #expect(abs(imitationLoss(output: taught + 0.3, taught: taught).item() - 0.3) < 1e-12)
  }

  @Test("imitation of parts: the sum of their mean distances from the teacher's")
  func partImitation() {
    let parts = [image([0.1, 0.5, 0.4, 0.2], 2, 2), image([0, 0, 0, 1], 2, 2)]
    let taught = [image([0.3, 0.5, 0.4, 0.2], 2, 2), image([0, -1, 0, 0], 2, 2)]
    #expect(abs(partImitationLoss(parts: parts, taught: taught).item() - (0.05 + 0.5)) < 1e-12)
  }

  @Test("texture: the mean distance from the stronger edge")
  func texture() {
    let step = image([0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1], 3, 4)
    let none = image(Array(repeating: 0.5, count: 12), 3, 4)
    #expect(textureLoss(first: step, second: none, fused: none).item() == 2)
    #expect(textureLoss(first: step, second: none, fused: step).item() == 0)
    #expect(textureLoss(first: none, second: none, fused: step * 0.5).item() == 1)
  }

  @Test("structural similarity: 1 of equal images, the luminance term alone of flat ones")
  func similarity() {
    let noise = RandomGenerator(seed: 1).uniform([2, 1, 14, 13], dtype: .float64)
    #expect(abs(structuralSimilarity(noise, noise).item() - 1) < 1e-12)
    let c1 = 1e-4
    let wanted = (2 * 0.2 * 0.6 + c1) / (0.2 * 0.2 + 0.6 * 0.6 + c1)
    #expect(abs(structuralSimilarity(flat(0.2), flat(0.6)).item() - wanted) < 1e-9)
    let inverted = structuralSimilarity(noise, 1 - noise).item()
    #expect(inverted < 0 && inverted >= -1)
  }

  @Test("content: squared error plus what similarity lacks")
  func content() {
    let c1 = 1e-4
    let similarity = (2 * 0.2 * 0.6 + c1) / (0.2 * 0.2 + 0.6 * 0.6 + c1)
    let loss = contentLoss(source: flat(0.2), reconstruction: flat(0.6)).item()
    #expect(abs(loss - (0.16 + 1 - similarity)) < 1e-9)
    #expect(abs(contentLoss(source: flat(0.3), reconstruction: flat(0.3)).item()) < 1e-12)
  }

  @Test("correlation: 1, -1, 0, and 0 of a constant")
  func correlations() {
    let rising = image([1, 2, 3, 4], 2, 2)
    #expect(abs(correlation(rising, rising * 5 + 2).item() - 1) < 1e-6)
    #expect(abs(correlation(rising, -rising).item() + 1) < 1e-6)
    #expect(abs(correlation(rising, image([1, -1, -1, 1], 2, 2)).item()) < 1e-12)
    #expect(correlation(rising, image([3, 3, 3, 3], 2, 2)).item() == 0)
    let channels = Tensor.concatenated([rising, -rising], dim: 1)
    #expect(
      abs(correlation(channels, Tensor.concatenated([rising, rising], dim: 1)).item()) < 1e-12)
  }

  @Test("correlation loss: small where low frequencies agree and high ones do not")
  func correlationLosses() {
    let (rising, other) = (image([1, 2, 3, 4], 2, 2), image([1, -1, -1, 1], 2, 2))
    func loss(high: Tensor, low: Tensor) -> Double {
      correlationLoss(highFirst: rising, highSecond: high, lowFirst: rising, lowSecond: low).item()
    }
    #expect(abs(loss(high: rising, low: rising) - 1 / 2.01) < 1e-6)
    #expect(abs(loss(high: -rising, low: other) - 1 / 1.01) < 1e-6)
    #expect(abs(loss(high: other, low: rising)) < 1e-12)
    #expect(abs(loss(high: rising, low: -rising) - 100) < 1e-2)
  }
}
