// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Imaging

/// Decodes pairs, and keeps as many as its memory holds.
///
/// What came first stays. An epoch wants every pair once, in a new order each time, so that the
/// part of the pairs that fits is also the part of the requests that is served from memory. To
/// replace what was not used for longest would serve far fewer: of half of the pairs, 15 % instead
/// of 50 %.
actor PairCache {
  private let pairs: [ImagePair]
  private let leastSide: Int
  private let memoryLimit: Int
  private let decode: @Sendable (ImagePair) throws -> DecodedPair
  /// What is known of pairs that were asked for; nil stands for one that is too small.
  private var known: [Int: DecodedPair?] = [:]
  /// Bytes of luminance kept.
  private(set) var byteCount = 0

  /// - Parameters:
  ///   - pairs: What can be asked for.
  ///   - leastSide: Pixels; pairs with a shorter side are not handed out.
  ///   - memoryLimit: Bytes of luminance kept, at most.
  ///   - decode: Reads a pair's files.
  init(
    _ pairs: [ImagePair], leastSide: Int, memoryLimit: Int,
    decode: @escaping @Sendable (ImagePair) throws -> DecodedPair = { try DecodedPair($0) }
  ) {
    self.pairs = pairs
    self.leastSide = leastSide
    self.memoryLimit = memoryLimit
    self.decode = decode
  }

  /// The pair at an index, from memory or from its files; nil where a side is too short. Files are
  /// read on a thread of their own kind, so that other tasks go on.
  ///
  /// - Throws: As ``DecodedPair/init(_:)-(ImagePair)`` does.
  func pair(at index: Int) async throws -> DecodedPair? {
    if let pair = known[index] { return pair }
    let pair = try await onBlockingThread { [decode, pairs] in try decode(pairs[index]) }
    let isLarge = min(pair.size.width, pair.size.height) >= leastSide
    keep(isLarge ? pair : nil, at: index)
    return isLarge ? pair : nil
  }

  private func keep(_ pair: DecodedPair?, at index: Int) {
    let byteCount = pair.map { 2 * $0.size.pixelCount } ?? 0
    guard known[index] == nil, self.byteCount + byteCount <= memoryLimit else { return }
    known.updateValue(pair, forKey: index)
    self.byteCount += byteCount
  }
}
