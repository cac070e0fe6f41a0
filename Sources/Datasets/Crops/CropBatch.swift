// SPDX-License-Identifier: Apache-2.0

/// Crops of both modalities, in host memory.
package struct CropBatch: Sendable {
  /// The number of crops.
  package let count: Int
  /// Pixels a side.
  package let side: Int
  /// `[count, side, side]` of the first modality, row-major, 0...1.
  package var first: [Float] = []
  /// The same of the second modality.
  package var second: [Float] = []

  /// An empty batch, to be filled.
  package init(count: Int, side: Int) {
    self.count = count
    self.side = side
  }
}
