// SPDX-License-Identifier: Apache-2.0

import Imaging

/// Makes any batch of a run from its number alone.
///
/// A batch is a pure function of pairs, settings and number: what was made before, or on
/// how many tasks, has no part in it.
struct BatchRecipe: Sendable {
  private let settings: BatchSettings
  private let order: SampleOrder
  private let cache: PairCache
  private let pairCount: Int

  /// Crops tried in one pair before another pair is tried.
  private static let cropAttempts = 20
  /// Pairs tried before a crop without contrast is taken.
  private static let pairAttempts = 10

  /// - Parameters:
  ///   - pairs: The training set.
  ///   - settings: What else decides the batches.
  ///   - memoryLimit: Bytes of decoded pairs kept in memory, at most.
  /// - Throws: ``DatasetError`` with `noPairs` where there are none.
  init(_ pairs: [ImagePair], settings: BatchSettings, memoryLimit: Int) throws(DatasetError) {
    precondition(settings.side > 0 && settings.count > 0, "BatchRecipe: \(settings)")
    guard !pairs.isEmpty else {
      throw DatasetError(.noPairs, "no pairs to train on; at least one is wanted")
    }
    self.settings = settings
    order = SampleOrder(pairCount: pairs.count, seed: settings.seed)
    cache = PairCache(pairs, leastSide: settings.leastSide, memoryLimit: memoryLimit)
    pairCount = pairs.count
  }

  /// Bytes of decoded pairs in memory.
  var cachedByteCount: Int { get async { await cache.byteCount } }

  /// Makes the batch with a number, from 0; decodes what is not in memory.
  ///
  /// - Throws: `ImagingError` for a file that cannot be read; ``DatasetError`` for images of
  ///   unequal sizes, or where no pair is as large as a crop; `CancellationError`.
  func batch(at index: Int) async throws -> CropBatch {
    let samples = (0..<settings.count).map { place in
      (index * settings.count + place) * settings.share.count + settings.share.rank
    }
    var crops: [CropPair] = []
    for sample in samples { crops.append(try await crop(ofSample: sample)) }
    var batch = CropBatch(count: settings.count, side: crops[0].side)
    for (sample, crop) in zip(samples, crops) {
      var generator = SplitMix64(seed: settings.seed, 2, sample)
      let tones = [0, 1].map { _ in
        ToneCurve(variation: settings.toneVariation, using: &generator)
      }
      batch.first += crop.first.map { tones[0][$0] }
      batch.second += crop.second.map { tones[1][$0] }
    }
    return batch
  }

  /// One square of both images, `side` squared bytes each.
  private struct CropPair {
    let side: Int
    let first: [UInt8]
    let second: [UInt8]
  }

  /// The first crop with contrast, or the last one tried.
  private func crop(ofSample sample: Int) async throws -> CropPair {
    var generator = SplitMix64(seed: settings.seed, 1, sample)
    var crop: CropPair?
    var attempts = 0
    for index in order.pairs(forSample: sample) where attempts < Self.pairAttempts {
      try Task.checkCancellation()
      guard let pair = try await cache.pair(at: index) else { continue }
      attempts += 1
      for _ in 0..<Self.cropAttempts {
        let tried = cut(pair, using: &generator)
        crop = tried
        if hasContrast(tried.first) && hasContrast(tried.second) { return tried }
      }
    }
    guard let crop else {
      let side = settings.leastSide
      throw DatasetError(
        .noPairs,
        "none of \(pairCount) pairs is as large as the crop of \(side)x\(side)")
    }
    return crop
  }

  private func cut(_ pair: DecodedPair, using generator: inout SplitMix64) -> CropPair {
    let side = min(settings.side, pair.size.width, pair.size.height)
    let crop = Crop(of: side, in: pair, using: &generator)
    return CropPair(
      side: side,
      first: crop.cut(pair.first, rowLength: pair.size.width),
      second: crop.cut(pair.second, rowLength: pair.size.width))
  }
}
