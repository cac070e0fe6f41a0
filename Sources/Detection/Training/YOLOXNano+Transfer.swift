// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers
import Tensors

extension YOLOXNano {
  /// How likely each class is to be there before anything is learned (Lin et al. 2017).
  private static let firstLikelihood = 0.01

  /// A network of other classes, to be trained: all but what says them is taken from a file.
  ///
  /// - Parameters:
  ///   - path: As ``loaded(path:)`` reads it.
  ///   - classCount: How many classes there are.
  ///   - generator: Draws the weights that say them.
  /// - Returns: The network.
  /// - Throws: ``DetectionError`` where the file cannot be read or holds another network.
  static func transferred(
    from path: String, classCount: Int, using generator: RandomGenerator
  ) throws -> YOLOXNano {
    let source = try loaded(path: path)
    let network = YOLOXNano(classCount: classCount, using: generator)
    let heads = network.heads.map(\.classes)
    withoutGradients {
      for (old, new) in zip(source.convolutions, network.convolutions)
      where !heads.contains(where: { $0 === new }) {
        new.weight.copy_(old.weight)
        if let bias = old.bias { new.bias?.copy_(bias) }
      }
      for head in heads {
        head.bias?.fill_(log(firstLikelihood / (1 - firstLikelihood)))
      }
    }
    return network
  }
}
