import ClassicalFusion
import Imaging
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite("what the intensity loss wants", .singleThreaded)
struct IntensityTargetTests {
  private let first = Tensor([0.1, 0.9], [1, 1, 1, 2])
  private let second = Tensor([0.4, 0.3], [1, 1, 1, 2])

  private func target(share: Double, gain: Double, levelling: Double) -> IntensityTarget {
    var target = IntensityTarget()
    (target.minimumShare, target.gain, target.levelling) = (share, gain, levelling)
    return target
  }

  @Test("by hand: both extremes about their means, stretched, levelled and clipped")
  func byHand() {
    // The larger: 0.4, 0.9, mean 0.65; the smaller: 0.1, 0.3, mean 0.2; the level: 0.55.
    let target = target(share: 0.5, gain: 1.2, levelling: 0.5)
    assertClose(
      target(first, second), Tensor([0.55 - 0.36, 0.55 + 0.36], [1, 1, 1, 2]), relative: 1e-12)
    let fused = Tensor([0.5, 0.5], [1, 1, 1, 2])
    let loss = intensityLoss(first: first, second: second, fused: fused, target: target)
    #expect(abs(loss.item() - (0.31 + 0.41) / 2) < 1e-12)
    let strong = self.target(share: 0.5, gain: 2, levelling: 0.5)
    #expect(strong(first, second).values() == [0, 1])
  }

  @Test("as printed it is the larger of the two")
  func printed() {
    assertClose(
      IntensityTarget.printed(first, second), first.maximum(second), relative: 1e-12)
    #expect(LossWeights.printed.target == .printed && LossWeights().target != .printed)
  }

  @Test("each image of a batch has means of its own")
  func batch() {
    let target = IntensityTarget()
    let (flat, bright) = (Tensor([0.2, 0.2], [1, 1, 1, 2]), Tensor([0.7, 0.8], [1, 1, 1, 2]))
    let together = target(
      .concatenated([first, flat], dim: 0), .concatenated([second, bright], dim: 0))
    let apart = Tensor.concatenated([target(first, second), target(flat, bright)], dim: 0)
    assertClose(together, apart, relative: 1e-12)
  }

  @Test("with its settings it is the rule centred-max")
  func centredMaximum() {
    let size = ImageSize(width: 12, height: 9)
    let images = [1, 2].map {
      RandomGenerator(seed: $0).uniform([1, 1, size.height, size.width])
    }
    let planes = images.map { Plane(size: size, values: $0.values()) }
    for (rule, target) in [
      (CentredMaximum.photographic, target(share: 0.4, gain: 1.2, levelling: 0.5)),
      (CentredMaximum.medical, target(share: 0.4, gain: 1, levelling: 0)),
    ] {
      let wanted = Tensor(rule.fuse(planes[0], planes[1]).values, images[0].shape).clamped(0, 1)
      assertClose(target(images[0], images[1]), wanted, relative: 1e-5)
    }
  }
}
