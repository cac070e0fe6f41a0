// SPDX-License-Identifier: Apache-2.0

public import Imaging
import Layers
import Safetensors
import Tensors

/// What a preset or a weight file is.
public struct ModelDescription: Sendable {
  /// The weight file; nil for a preset whose weights are not shipped.
  public let path: String?
  /// The preset's name, where it was named or has just these settings.
  public let preset: String?
  /// The network, to be built.
  package let blueprint: NetworkBlueprint
  /// Trained numbers of the network, without the discriminators.
  public let parameterCount: Int
  /// What training noted in the file.
  public let notes: [String: String]

  /// Opens a weight file and makes sure that its weights fit its network, or looks a preset up.
  ///
  /// - Throws: ``FusionModelError`` for a file that is missing, malformed or of another network.
  public init(_ source: ModelSource) throws {
    let file: WeightFile?
    var named: String?
    switch source {
    case .preset(let name):
      named = name
      file = try WeightFile.shipped(for: name)
      guard let blueprint = file?.blueprint ?? NetworkBlueprint.preset(name) else {
        throw FusionModelError.configuration("no preset is called \(name)")
      }
      self.blueprint = blueprint
    case .file(let path):
      let opened = try WeightFile(path: path)
      _ = try opened.makeModel()
      (file, blueprint) = (opened, opened.blueprint)
    }
    preset = named ?? blueprint.configuration.presetName
    path = file?.file.path
    notes = file?.notes ?? [:]
    parameterCount = blueprint.make().parameters.map(\.tensor.count).reduce(0, +)
  }

  /// The network's name in weight files, such as `dae-fuse`.
  public var architecture: String { blueprint.architecture }

  /// The network's settings.
  public var configuration: any NetworkConfiguration { blueprint.configuration }

  /// Multiply-adds of fusing one pair of that size, at least 16x16: convolutions, linear layers,
  /// matrix products and attention.
  ///
  /// Three small images are fused and counted. The count is a polynomial of the second degree in
  /// the number of padded pixels (attention between tokens is the square), so that the three give
  /// it exactly for any size.
  public func multiplyAdds(at size: ImageSize) -> Int {
    let model = blueprint.make()
    model.train(false)
    let multiple = configuration.sizeMultiple
    let counts = (1...3).map { units in
      let image = Tensor.zeros([1, 1, multiple, multiple * units])
      return withoutGradients { countingMultiplyAdds { _ = model(image, image) } }
    }
    func units(_ length: Int) -> Int { (length + multiple - 1) / multiple }
    return extrapolated(counts, to: units(size.width) * units(size.height))
  }

  /// Newton's forward differences from the values at 1, 2 and 3.
  private func extrapolated(_ values: [Int], to position: Int) -> Int {
    let first = values[1] - values[0]
    let second = values[2] - 2 * values[1] + values[0]
    return values[0] + first * (position - 1) + second * (position - 1) * (position - 2) / 2
  }
}
