// SPDX-License-Identifier: Apache-2.0

package import Imaging

/// What fusing one pair took, over and over in one process.
package struct FusionMeasurement: Codable, Sendable {
  /// A box of the network.
  package struct Stage: Codable, Sendable {
    /// Which one.
    package let stage: String
    /// Multiply-adds of one pair.
    package let multiplyAdds: Int
    /// Seconds in each repeat.
    package let seconds: [Double]
    /// Its parts, in the order in which a pair goes through them; empty if it has no parts.
    package let blocks: [Block]
  }

  /// A part of a box: a Restormer block, a stage of ResNet18, a layer of the Vision Transformer,
  /// what comes before and after them.
  package struct Block: Codable, Sendable {
    /// Which one.
    package let block: String
    /// Multiply-adds of one pair.
    package let multiplyAdds: Int
    /// Seconds in each repeat.
    package let seconds: [Double]
  }

  /// The size of the images.
  package let size: ImageSize
  /// Pairs fused before time was taken.
  package let warmUps: Int
  /// Seconds of each repeat, from two images in memory to one.
  package let seconds: [Double]
  /// The boxes in the figure's order. What a repeat took besides them was spent on color, ranges,
  /// and making tensors of images and an image of a tensor.
  package let stages: [Stage]
  /// The most memory that the process has held until the last repeat, weights, libraries and both
  /// images included; nil where the system does not tell.
  package let peakResidentBytes: Int?

  /// Multiply-adds of one pair.
  package var multiplyAdds: Int { stages.map(\.multiplyAdds).reduce(0, +) }

  /// Seconds of each repeat outside of the boxes.
  package var otherSeconds: [Double] {
    seconds.indices.map { index in
      seconds[index] - stages.map { $0.seconds[index] }.reduce(0, +)
    }
  }
}
