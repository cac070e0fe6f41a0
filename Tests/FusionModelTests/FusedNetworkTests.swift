// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors
import TestSupport
import Testing

@testable import FusionModel

/// The fused operations, which networks take where no gradients are recorded, against the plain
/// ones.
@Suite("fused operations against plain ones", .singleThreaded, .tags(.unit))
struct FusedNetworkTests {
  /// Widths and heads that fill vectors; strides and folds of both kinds.
  static let configurations: [ModelConfiguration] = {
    var wide = ModelConfiguration.fast
    (wide.width, wide.heads, wide.unshuffle, wide.resnetStride) = (24, 3, 2, 2)
    var plain = ModelConfiguration.fast
    (plain.unshuffle, plain.depth, plain.width, plain.heads) = (1, 2, 32, 2)
    var quarter = ModelConfiguration.fast
    (quarter.reduction, quarter.unshuffle) = (4, 2)
    // Gains a pixel each, and gains of sixteen pixels.
    var (fine, coarse) = (ModelConfiguration.fast, ModelConfiguration.fast)
    var blend = GainBlendSettings()
    blend.subdivision = 4
    fine.head = .gainBlend(blend, contrast: nil)
    coarse.reduction = 4
    return [.fast, .video, wide, plain, quarter, fine, coarse]
  }()

  @Test(
    "the whole network, at sizes of several tiles and of odd numbers",
    arguments: configurations, [[16, 16], [37, 50], [150, 210]])
  func network(_ configuration: ModelConfiguration, _ size: [Int]) {
    let network = trained(configuration)
    let (first, second) = (image(size, seed: 2), image(size, seed: 3))
    let plain = network(first, second)
    let fused = withoutGradients { network(first, second) }
    #expect(plain.requiresGradient && !fused.requiresGradient)
    assertClose(fused, plain.detached(), relative: tolerance)
  }

  @Test("reconstruction", arguments: configurations)
  func reconstruction(_ configuration: ModelConfiguration) {
    let network = trained(configuration)
    let image = image([40, 72], seed: 4)
    let plain = network.reconstruct(image)
    assertClose(
      withoutGradients { network.reconstruct(image) }, plain.detached(), relative: tolerance)
  }

  @Test(
    "plainer instructions do the same", arguments: configurations,
    [Engine.Kernels.avx2, .baseline])
  func plainer(_ configuration: ModelConfiguration, _ kernels: Engine.Kernels) {
    let network = trained(configuration)
    let (first, second) = (image([37, 150], seed: 2), image([37, 150], seed: 3))
    let best = withoutGradients { network(first, second) }
    let plainer = Engine.withKernels(kernels) {
      withoutGradients { network(first, second) }
    }
    assertClose(plainer, best, relative: tolerance)
  }

  @Test(
    "in bfloat16 they do nearly the same",
    .enabled(if: Engine.hasBFloat16Kernels, "this processor does not multiply bfloat16"),
    arguments: configurations, [[37, 50], [150, 210]])
  func bfloat16(_ configuration: ModelConfiguration, _ size: [Int]) {
    let network = trained(configuration)
    let (first, second) = (image(size, seed: 2), image(size, seed: 3))
    let exact = withoutGradients { network(first, second) }
    let rounded = Engine.withKernels(.bfloat16) { withoutGradients { network(first, second) } }
    // Gray levels of 255.
    let differences = (rounded - exact).abs() * 255
    let (mean, largest): (Double, Double) = (differences.mean().item(), differences.max().item())
    #expect(mean < 0.1 && largest < 1, "\(mean), at most \(largest)")
    #expect(largest > 0.01, "nothing was rounded")
  }

  @Test("the number of threads changes no bit")
  func threads() {
    let network = trained(.fast)
    let (first, second) = (image([320, 416], seed: 2), image([320, 416], seed: 3))
    let shallow = [1, 2, 3].map { count in
      Engine.withThreads(count) {
        withoutGradients {
          network.shallowEncoder(.concatenated([first, second], dim: 0)).values(as: Float.self)
        }
      }
    }
    #expect(shallow[0] == shallow[1] && shallow[0] == shallow[2])
  }

  @Test("heads that fill no vector take the plain way")
  func narrowHeads() {
    let network = trained(.tiny)
    let (first, second) = (image([32, 48], seed: 2), image([32, 48], seed: 3))
    let plain = network(first, second)
    assertClose(
      withoutGradients { network(first, second) }, plain.detached(), relative: tolerance)
  }

  @Test("fused and plain count the same multiply-adds")
  func multiplyAdds() {
    let network = trained(.fast)
    let image = image([64, 96], seed: 2)
    let plain = countingMultiplyAdds { _ = network(image, image) }
    let fused = withoutGradients { countingMultiplyAdds { _ = network(image, image) } }
    #expect(plain == fused)
  }

  /// Of the largest value: float32 keeps six digits of each of a hundred steps.
  private let tolerance = 2e-5

  /// A network in evaluation mode whose normalizations do something.
  private func trained(_ configuration: ModelConfiguration) -> DAEFuse {
    let network = DAEFuse(configuration, using: RandomGenerator(seed: 1))
    let generator = RandomGenerator(seed: 5)
    withoutGradients {
      for (key, tensor) in network.state where tensor.rank == 1 && tensor.dtype == .float32 {
        let noise = generator.uniform(tensor.shape, in: -0.3..<0.3)
        tensor.copy_(key.hasSuffix("running_var") ? noise + 1 : tensor + noise)
      }
    }
    network.train(false)
    return network
  }

  private func image(_ size: [Int], seed: UInt64) -> Tensor {
    RandomGenerator(seed: seed).uniform([1, 1] + size)
  }
}
