import Imaging

/// Draws batches of random crops from pairs; the seed decides them all.
package struct CropSampler: Sendable {
  private let pairs: [LuminancePair]
  private let side: Int
  private var generator: SplitMix64

  /// Attempts at a crop with contrast before one without is taken.
  private static let attempts = 20

  /// - Parameters:
  ///   - pairs: What is cropped; pairs with a side shorter than `side` are left out.
  ///   - side: Pixels a side of a crop.
  ///   - seed: Decides pairs, places and mirrorings.
  /// - Throws: ``DatasetError`` where no pair is large enough.
  package init(_ pairs: [LuminancePair], side: Int, seed: UInt64) throws {
    self.pairs = pairs.filter { $0.size.width >= side && $0.size.height >= side }
    self.side = side
    generator = SplitMix64(seed: seed)
    guard !self.pairs.isEmpty else {
      throw DatasetError(
        .noPairs, path: "training data",
        "none of \(pairs.count) pairs is as large as the crop of \(side)x\(side)")
    }
  }

  /// The next batch: crops of pairs that are drawn with equal chances.
  package mutating func next(_ count: Int) -> CropBatch {
    var batch = CropBatch(count: count, side: side)
    for _ in 0..<count {
      let (first, second) = nextCrop()
      batch.first += first.map { Float($0) / 255 }
      batch.second += second.map { Float($0) / 255 }
    }
    return batch
  }

  private mutating func nextCrop() -> (first: [UInt8], second: [UInt8]) {
    var crops: (first: [UInt8], second: [UInt8]) = ([], [])
    for _ in 0..<Self.attempts {
      let pair = pairs[Int.random(in: pairs.indices, using: &generator)]
      let crop = Crop(of: side, in: pair, using: &generator)
      crops = (
        crop.cut(pair.first, rowLength: pair.size.width),
        crop.cut(pair.second, rowLength: pair.size.width)
      )
      if hasContrast(crops.first) && hasContrast(crops.second) { break }
    }
    return crops
  }
}

/// Crops of both modalities, in host memory.
package struct CropBatch: Sendable {
  /// The number of crops.
  package let count: Int
  /// Pixels a side.
  package let side: Int
  /// `[count, side, side]` of the first modality, row-major, 0...1.
  package internal(set) var first: [Float] = []
  /// The same of the second modality.
  package internal(set) var second: [Float] = []
}
