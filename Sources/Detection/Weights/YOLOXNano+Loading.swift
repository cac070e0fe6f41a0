// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

extension YOLOXNano {
  /// The network of a file, with as many classes as the file has; for finding, not for training.
  ///
  /// - Throws: ``DetectionError`` where the file cannot be read or holds another network.
  static func loaded(path: String) throws -> YOLOXNano {
    let list = try ConvolutionWeights.list(path: path)
    let network = YOLOXNano(
      classCount: classCount(in: list), using: RandomGenerator(seed: 0))
    let convolutions = network.convolutions
    guard list.count == convolutions.count else {
      throw DetectionError(
        .weights, path: path,
        "holds \(list.count) convolutions; the \(convolutions.count) of YOLOX-Nano are wanted")
    }
    for (found, convolution) in zip(list, convolutions) { try found.check(convolution, path: path) }
    withoutGradients {
      for (found, convolution) in zip(list, convolutions) {
        convolution.weight.copy_(found.weight)
        convolution.bias?.copy_(found.bias)
      }
    }
    network.train(false)
    return network
  }

  /// The outputs of the last prediction of classes, which is the seventh convolution from the end;
  /// 1 where there is none, so that the list is then found to be another network's.
  private static func classCount(in list: [ConvolutionWeights]) -> Int {
    list.dropLast(6).last?.weight.shape.first.map { min(max($0, 1), 10_000) } ?? 1
  }
}

extension ConvolutionWeights {
  /// Throws where the shapes are not those of `convolution`.
  fileprivate func check(_ convolution: Conv2d, path: String) throws(DetectionError) {
    for (found, wanted) in [(weight, convolution.weight), (bias, convolution.bias ?? bias)] {
      guard found.shape != wanted.shape else { continue }
      throw DetectionError(
        .weights, path: path,
        "\(name): is of shape \(found.shape); \(wanted.shape) of YOLOX-Nano is wanted")
    }
  }
}
