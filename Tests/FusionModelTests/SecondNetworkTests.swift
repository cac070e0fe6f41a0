// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging
import Layers
import Tensors
import TestSupport
import Testing

@testable import FusionModel

/// What it takes to let a second network in: this one goes through weight files and ``Fuser``.
@Suite("a network besides DAE-Fuse", .tags(.unit))
struct SecondNetworkTests {
  private let networks: [any FusionNetwork.Type] = [DAEFuse.self, ShareNetwork.self]

  @Test("is written, read and fuses, whole and in tiles, as it does when it is called")
  func endToEnd() async throws {
    let network = ShareNetwork(.init(width: 4), using: RandomGenerator(seed: 3))
    let size = ImageSize(width: 400, height: 300)
    let images = [1, 2].map { seed in
      Image(
        luminance: Plane(
          size: size, values: RandomGenerator(seed: seed).uniform([size.pixelCount]).values()),
        depth: .uint16)
    }
    let fuser = try withTemporaryFolder { folder in
      let path = "\(folder)/share.safetensors"
      try WeightFile.write(network, to: path)
      #expect(throws: FusionModelError.self) { try WeightFile(path: path) }  // not let in
      let file = try WeightFile(path: path, among: networks)
      #expect(file.blueprint.architecture == "share")
      #expect(file.configuration as? ShareNetwork.Configuration == .init(width: 4))
      return try Fuser(
        .file(path), device: .cpu, dtype: .float32, kernels: .float32, networks: networks)
    }
    let wanted = withoutGradients {
      network(images[0].luminance().clampedTensor(), images[1].luminance().clampedTensor())
        .values(as: Float.self)
    }
    for tiling in [FusionTiling.off, .side(256)] {
      var options = FusionOptions()
      (options.tiling, options.depth) = (tiling, .uint16)
      (options.firstRange, options.secondRange) = (.full, .full)
      let fused = try await fuser.fuse(images[0], images[1], options: options)
      let differences = zip(fused.luminance().values, wanted).map { abs($0 - $1) }
      #expect(try #require(differences.max()) < 1e-3, "\(tiling)")  // weights are float16
    }
  }

  @Test("without a graph it cannot be exported, and the error says so")
  func noGraph() {
    let network = ShareNetwork(.init(width: 4), using: RandomGenerator(seed: 3))
    #expect {
      try NetworkExport(.onnx()).bytes(of: network, named: "share")
    } throws: {
      ($0 as? FusionModelError)?.code == .export && "\($0)".contains("networks called share")
    }
  }

  @Test("its settings are checked as others are")
  func settings() throws {
    let settings = try ShareNetwork.Configuration(json: #"{"width": 3}"#)
    #expect(settings.width == 3 && settings.printedSettings.map(\.name) == ["width"])
    #expect(throws: FusionModelError.self) { try ShareNetwork.Configuration(json: "{}") }
    #expect(throws: FusionModelError.self) {
      try ShareNetwork.Configuration(json: #"{"width": 0}"#)
    }
  }
}

/// The share of either image from two 1x1 convolutions of both.
private final class ShareNetwork: Module, FusionNetwork {
  static let architecture = "share"

  struct Configuration: NetworkConfiguration {
    let width: Int
    var sizeMultiple: Int { 1 }
    var tileAlignment: Int { 16 }
    var leastParameterCount: Int { 3 * width }

    func validate() throws {
      guard (1...64).contains(width) else {
        throw FusionModelError.configuration("width is \(width); 1 to 64 is wanted")
      }
    }
  }

  let configuration: Configuration
  let hidden: Conv2d
  let last: Conv2d
  let head: any FusionHead = GrayLevelHead()

  init(_ configuration: Configuration, using generator: RandomGenerator) {
    self.configuration = configuration
    hidden = .pointwise(2, configuration.width, bias: true, using: generator)
    last = .pointwise(configuration.width, 1, bias: true, using: generator)
  }

  func decode(_ first: Tensor, _ second: Tensor) -> Decoded {
    let share = last(hidden(.concatenated([first, second], dim: 1)).relu()).sigmoid()
    return Decoded(image: first * share + second * (1 - share), extra: share)
  }
}
