// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors
import TestSupport
import Testing

@testable import FusionModel

@Suite("the whole network", .singleThreaded, .tags(.unit))
struct NetworkTests {
  struct Preset: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let configuration: ModelConfiguration
    /// Small enough for a debug build, and a multiple for none but `tiny`.
    let height: Int
    let width: Int
  }

  static let presets = [
    Preset(testDescription: "tiny", configuration: .tiny, height: 32, width: 48),
    Preset(testDescription: "fast", configuration: .fast, height: 33, width: 40),
    Preset(testDescription: "video", configuration: .video, height: 33, width: 40),
    Preset(testDescription: "paper", configuration: .paper, height: 17, width: 16),
  ]

  @Test("an image for which there was no memory is an error, not a trap")
  func failedImage() {
    let network = DAEFuse(.fast, using: RandomGenerator(seed: 1))
    #expect(throws: TensorError.self) {
      try withTensorErrors {
        let image = Tensor.zeros([1, 1, 1 << 40, 1 << 20])
        _ = network(image, image)
        _ = withoutGradients { network(image, image) }
      }
    }
  }

  @Test("reconstructing gives every parameter a gradient but those of fusion", arguments: presets)
  func reconstructionGradients(_ preset: Preset) {
    let network = DAEFuse(preset.configuration, using: RandomGenerator(seed: 1))
    let image = preset.image(seed: 2)
    (network.reconstruct(image) - image).squared().mean().backward()
    for (key, tensor) in network.parameters {
      if key.hasPrefix("fusion.") {
        #expect(tensor.gradient == nil, "\(key)")
      } else {
        expectGradient(key, tensor)
      }
    }
  }

  @Test("fusing gives every parameter a gradient", arguments: presets)
  func fusionGradients(_ preset: Preset) {
    let network = DAEFuse(preset.configuration, using: RandomGenerator(seed: 1))
    let (first, second) = (preset.image(seed: 2), preset.image(seed: 3))
    (network(first, second) - first).squared().mean().backward()
    network.parameters.forEach(expectGradient)
  }

  @Test(
    "with a reduction it decodes, of images, what it decodes of their means without",
    arguments: [2, 4])
  func reduction(_ reduction: Int) {
    var configuration = ModelConfiguration.tiny
    configuration.head = .grayLevel(contrast: nil)
    let plain = DAEFuse(configuration, using: RandomGenerator(seed: 1))
    configuration.reduction = reduction
    let reduced = DAEFuse(configuration, using: RandomGenerator(seed: 1))
    [plain, reduced].forEach { $0.train(false) }
    let images = [2, 3].map { RandomGenerator(seed: $0).uniform([1, 1, 128, 256]) }
    let means = images.map { $0.averagePooled(reduction, stride: reduction) }
    withoutGradients {
      let (few, many) = (plain.decode(means[0], means[1]), reduced.decode(images[0], images[1]))
      #expect(many.reduction == reduction)
      assertClose(many.image, few.image, relative: 1e-6)
      assertClose(many.extra, few.extra, relative: 1e-6)
      let alone = plain.reconstruct(means[0]).resized(height: 128, width: 256)
      assertClose(reduced.reconstruct(images[0]), alone, relative: 1e-6)
    }
  }

  @Test("a position of the decoder may give several gains: rows of each kind in turn")
  func subdividedGains() throws {
    var (configuration, blend) = (ModelConfiguration.tiny, GainBlendSettings())
    blend.subdivision = 2
    configuration.head = .gainBlend(blend, contrast: nil)
    let network = DAEFuse(configuration, using: RandomGenerator(seed: 1))
    network.train(false)
    let last = network.decoder.output.last
    #expect(last.weight.shape[0] == 4 + 16)
    let bias = try #require(last.bias)
    withoutGradients {
      last.weight.fill_(0)
      bias.fill_(0)
      bias.slice(4..<20, dim: 0).add_(Tensor((0..<16).map(Double.init), [16]).to(.float32))
    }
    let image = RandomGenerator(seed: 2).uniform([2, 1, 32, 64])
    for isFused in [false, true] {
      let extra =
        isFused
        ? withoutGradients { network.decode(image, image).extra }
        : network.decode(image, image).extra
      #expect(extra.shape == [2, 4, 32, 64])
      for (image, kind) in [0, 1].flatMap({ image in (0..<4).map { (image, $0) } }) {
        let corner = extra.slice(image..<image + 1, dim: 0).slice(kind..<kind + 1, dim: 1).slice(
          30..<32, dim: 2
        )
        .slice(44..<46, dim: 3)
        #expect(corner.contiguous().values() == (0..<4).map { Float(4 * kind + $0) })
      }
    }
  }

  @Test("a black frame of two pixels changes nothing inside of it")
  func frame() throws {
    let network = DAEFuse(.tiny, using: RandomGenerator(seed: 1))
    network.train(false)
    let images = [2, 3].map { RandomGenerator(seed: $0).uniform([1, 1, 64, 64]) }
    let head = try #require(network.head as? GainBlendHead)
    let whole = head.whole(WholePair(first: images[0], second: images[1]))
    func inside(_ image: Tensor, _ margin: Int) -> Tensor {
      image.slice(margin..<64 - margin, dim: 2).slice(margin..<64 - margin, dim: 3)
    }
    let framed = inside(images[0], 2)
      .padded(left: 2, right: 2, top: 2, bottom: 2, mode: .zeros)
    let blends = withoutGradients {
      [images[0], framed].map { image in
        head.blend(network.decode(image, images[1]), image, images[1], whole)
      }
    }
    // Windows for detail reach seven pixels, the frame two.
    assertClose(inside(blends[1], 9), inside(blends[0], 9), relative: 1e-6)
  }

  @Test("a discriminator gives every parameter a gradient", arguments: presets)
  func discriminatorGradients(_ preset: Preset) {
    let discriminator = Discriminator(
      width: preset.configuration.width, using: RandomGenerator(seed: 1))
    let logits = discriminator(preset.image(seed: 2))
    #expect(logits.shape == [2, 1])
    (logits - 1).squared().mean().backward()
    discriminator.parameters.forEach(expectGradient)
  }

  @Test("attention between channels of nothing but zeros has finite gradients")
  func silentChannels() throws {
    let silent = Tensor.zeros([1, 8, 4, 4])
    silent.requiresGradient = true
    let mixed = attendAcrossChannels(
      query: silent, key: silent, value: silent + 1, temperature: .ones([2, 1, 1]),
      projection: .ones([8, 8, 1, 1]))
    #expect(mixed.isFinite().all().item() == 1)
    mixed.squared().sum().backward()
    #expect(try #require(silent.gradient).isFinite().all().item() == 1)
  }

  @Test(
    "any size comes back as it was, in 0...1",
    arguments: [[16, 16], [17, 31], [32, 40], [100, 36]],
    [ModelConfiguration.tiny, .fast])
  func sizes(_ size: [Int], _ configuration: ModelConfiguration) {
    let network = DAEFuse(configuration, using: RandomGenerator(seed: 4))
    network.train(false)
    let generator = RandomGenerator(seed: 5)
    let (first, second) = (generator.uniform([1, 1] + size), generator.uniform([1, 1] + size))
    withoutGradients {
      for output in [network(first, second), network.reconstruct(first)] {
        #expect(output.shape == [1, 1] + size)
        #expect(output.min().item() >= 0 && output.max().item() <= 1)
      }
    }
  }

  @Test("the smallest image passes the paper's network")
  func smallest() {
    let network = DAEFuse(.paper, using: RandomGenerator(seed: 4))
    network.train(false)
    let image = RandomGenerator(seed: 5).uniform([1, 1, 16, 16])
    #expect(withoutGradients { network(image, image) }.shape == [1, 1, 16, 16])
  }

  @Test("sides are padded by the last row and column, and cropped")
  func padding() {
    let network = DAEFuse(.tiny, using: RandomGenerator(seed: 6))
    network.train(false)
    let image = RandomGenerator(seed: 7).uniform([1, 1, 17, 31])
    let padded = image.padded(right: 1, bottom: 15, mode: .replicate)
    withoutGradients {
      let whole = network.reconstruct(padded)
      #expect(whole.shape == [1, 1, 32, 32])
      assertClose(network.reconstruct(image), whole.cropped(like: image), relative: 1e-5)
    }
  }

  @Test("the pairs of a batch have no say in each other")
  func pairsAreIndependent() {
    let network = DAEFuse(.tiny, using: RandomGenerator(seed: 6))
    network.train(false)
    let generator = RandomGenerator(seed: 7)
    let (a, b) = (generator.uniform([2, 1, 17, 31]), generator.uniform([2, 1, 17, 31]))
    withoutGradients {
      let both = network(a, b)
      for index in 0..<2 {
        let alone = network(
          a.slice(index..<index + 1, dim: 0), b.slice(index..<index + 1, dim: 0))
        assertClose(both.slice(index..<index + 1, dim: 0), alone, relative: 1e-5, "pair \(index)")
      }
    }
  }

  @Test("the fresh network fuses by the mean of what it would reconstruct from")
  func startsAsMean() {
    let fusion = CrossAttentionFusion(.tiny, using: RandomGenerator(seed: 8))
    let generator = RandomGenerator(seed: 9)
    let (a, b) = (generator.normal([1, 16, 4, 4]), generator.normal([1, 16, 4, 4]))
    let attended = [fusion.firstFromSecond?(a, context: b), fusion.secondFromFirst?(b, context: a)]
    assertClose(fusion(a, b), attended.compactMap { $0 }.reduce(a * 0, +) * 0.5, relative: 1e-5)
  }

  /// The sum of a layer normalization's channels is 0, which sums of products may miss from below.
  @Test("queries that cancel out make no square root of less than nothing", arguments: 1...8)
  func cancelledQueries(seed: Int) throws {
    let network = DAEFuse(.fast, using: RandomGenerator(seed: 3))
    network.train(false)
    let name = "fusion.first_from_second"
    for (key, tensor) in network.parameters.map({ ($0.key, $0.tensor) }) where key.contains(name) {
      withoutGradients {
        if key.hasSuffix("query.weight") { tensor.fill_(1) }
        if key.hasSuffix("norm_query.weight") { tensor.fill_(1) }
        if key.hasSuffix("norm_query.bias") { tensor.fill_(0) }
      }
    }
    let noise = RandomGenerator(seed: UInt64(seed)).uniform([2, 1, 64, 64])
    let (a, b) = (noise.slice(0..<1, dim: 0), noise.slice(1..<2, dim: 0))
    let fused = withoutGradients { network(a, b) }
    #expect(fused.isFinite().all().item() == 1)
  }

  @Test("without cross-attention the embeddings are merged as they are, and nothing else is there")
  func concatenation() {
    var configuration = ModelConfiguration.tiny
    configuration.merge = .concatenation
    let network = DAEFuse(configuration, using: RandomGenerator(seed: 8))
    let generator = RandomGenerator(seed: 9)
    let (a, b) = (generator.normal([1, 16, 4, 4]), generator.normal([1, 16, 4, 4]))
    assertClose(network.neck.fusion(a, b), (a + b) * 0.5, relative: 1e-5)
    #expect(network.neck.fusion.parameters.map(\.key) == ["merge.weight", "merge.bias"])
    let image = generator.uniform([1, 1, 32, 32])
    let fused = withoutGradients { network(image, image * 0.5) }
    #expect(fused.shape == image.shape)
  }

  @Test("features are channels-last from the first layer to the last")
  func channelsLast() {
    let network = DAEFuse(.tiny, using: RandomGenerator(seed: 10))
    network.train(false)
    let image = RandomGenerator(seed: 11).uniform([2, 1, 32, 64])
    withoutGradients {
      let shallow = network.shallowEncoder(image)
      let embedding = network.encode(image).embedding
      let features: [(String, Tensor)] = [
        ("shallow", shallow), ("high", network.highFrequencyEncoder(shallow)),
        ("low", network.lowFrequencyEncoder(shallow)), ("embedding", embedding),
        ("block", network.shallowEncoder.blocks[0](shallow)),
        ("residual", network.highFrequencyEncoder.layer1[0](shallow.slice(0..<4, dim: 1))),
        ("fusion", network.neck.fusion(embedding, embedding)),
        ("reduced", network.neck.reduce(embedding)),
      ]
      for (name, tensor) in features {
        #expect(tensor.isContiguous(.channelsLast), "\(name)")
      }
    }
    let strided = network.parameters.filter { $0.tensor.rank == 4 && !$0.tensor.isChannelsLast }
    #expect(strided.map(\.key) == [])
  }
}

extension Tensor {
  fileprivate var isChannelsLast: Bool { isContiguous(.channelsLast) }
}

extension NetworkTests.Preset {
  /// Two random images.
  fileprivate func image(seed: UInt64) -> Tensor {
    RandomGenerator(seed: seed).uniform([2, 1, height, width])
  }
}

private func expectGradient(_ key: String, _ tensor: Tensor) {
  guard let gradient = tensor.gradient else {
    Issue.record("\(key) has no gradient")
    return
  }
  #expect(gradient.isFinite().all().item() == 1, "\(key)")
  #expect(gradient.abs().max().item() > 0, "\(key) has a gradient of zeros")
}
