// SPDX-License-Identifier: Apache-2.0

import Layers
import Safetensors
import Tensors

extension YOLOXNano {
  /// Writes the weights as ``loaded(path:)`` reads them from safetensors.
  ///
  /// - Throws: `SafetensorsError` where the file cannot be written.
  func write(to path: String) throws {
    let sources = convolutions.enumerated().flatMap { index, convolution in
      let name = ConvolutionWeights.name(of: index)
      return [("\(name).weight", convolution.weight)]
        + (convolution.bias.map { [("\(name).bias", $0)] } ?? [])
    }
    try SafetensorsWriter.write(
      to: path, sources.map { SafetensorsWriter.Source($0, $1.detached()) },
      metadata: ["format": "pt"], replacing: true)
  }
}

extension Detector {
  /// Writes the first weights of a detector of these many classes, as training would start from.
  ///
  /// - Throws: `SafetensorsError` where the file cannot be written.
  package static func writeUntrained(classCount: Int, to path: String) throws {
    try YOLOXNano(classCount: classCount, using: RandomGenerator(seed: 1)).write(to: path)
  }
}
