// SPDX-License-Identifier: Apache-2.0

import Fusion
import FusionModel
import Imaging
import Layers
import Scenes
import Tensors

/// A network, how it is exported, and the sizes that it is tried on.
struct ExportCase: Sendable {
  let name: String
  /// That of a network of random weights; nil: the shipped weights of `fast`.
  var configuration: ModelConfiguration?
  var export = NetworkExport(.onnx())
  var sizes = [(61, 47)]

  /// `tiny` with all that a rule of contrast can do.
  private static var steady: ModelConfiguration {
    var (configuration, rule) = (ModelConfiguration.tiny, CentredContrast())
    (rule.brightness, rule.black) = (.steady, 0.004)
    configuration.head = .gainBlend(GainBlendSettings(), contrast: rule)
    return configuration
  }

  /// The paper's figure, narrow: no folding, pooling or blending.
  private static var paper: ModelConfiguration {
    var configuration = ModelConfiguration.paper
    (configuration.width, configuration.heads, configuration.depth) = (8, 4, 1)
    (configuration.resnetWidth, configuration.resnetStride) = (4, 2)
    (configuration.vitWidth, configuration.vitDepth) = (12, 2)
    return configuration
  }

  /// `tiny` with as many gains as pixels.
  private static var fine: ModelConfiguration {
    var (configuration, blend) = (ModelConfiguration.tiny, GainBlendSettings())
    blend.subdivision = 2
    configuration.head = .gainBlend(blend, contrast: nil)
    return configuration
  }

  /// No attention between the images, a frame of none, and contrast for the decoder's own image.
  private static var joined: ModelConfiguration {
    var configuration = ModelConfiguration.tiny
    configuration.merge = .concatenation
    configuration.head = .grayLevel(contrast: CentredContrast())
    return configuration
  }

  static var all: [ExportCase] {
    let latest = NetworkExport(.onnx(opset: NetworkExport.opsets.upperBound))
    var (half, fixed) = (NetworkExport(.onnx()), NetworkExport(.onnx()))
    half.precision = .float16
    fixed.size = ImageSize(width: 40, height: 33)
    return [
      ExportCase(name: "fast", sizes: [(61, 47), (64, 32), (16, 16), (33, 95)]),
      ExportCase(name: "fast-half", export: half), ExportCase(name: "fast-latest", export: latest),
      ExportCase(name: "fast-fixed", export: fixed, sizes: [(40, 33)]),
      ExportCase(name: "steady", configuration: steady, sizes: [(61, 47), (16, 35)]),
      ExportCase(name: "paper", configuration: paper, sizes: [(61, 47), (17, 16)]),
      ExportCase(name: "video", configuration: .video),
      ExportCase(name: "fine", configuration: fine),
      ExportCase(name: "joined", configuration: joined),
    ]
  }

  /// The network's weights, which are written into the folder where they are none that are shipped.
  func source(in folder: String) throws -> ModelSource {
    guard let configuration else { return .preset("fast") }
    let path = "\(folder)/\(name).safetensors"
    try WeightFile.write(Self.uneven(configuration), to: path)
    return .file(path)
  }

  /// The network.
  func network() throws -> any FusionNetwork {
    try configuration.map(Self.uneven) ?? ModelSource.preset("fast").open().makeModel()
  }

  /// A rendered pair of that size.
  static func pair(_ width: Int, _ height: Int) -> LuminancePair {
    let scene = RenderedScene(
      seed: 7, size: ImageSize(width: width, height: height), condition: .night)
    return LuminancePair(first: scene.visible.luminance(), second: scene.infrared.luminance())
  }

  /// Norms and statistics as after a training, so that none can be left out unseen.
  private static func uneven(_ configuration: ModelConfiguration) -> DAEFuse {
    let generator = RandomGenerator(seed: 5)
    let network = DAEFuse(configuration, using: generator)
    withoutGradients {
      for (_, tensor) in network.state where tensor.dtype.isFloatingPoint && tensor.rank < 4 {
        tensor.add_(generator.uniform(tensor.shape, in: 0..<0.5))
      }
    }
    return network
  }
}
