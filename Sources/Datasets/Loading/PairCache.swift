// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Imaging
import Synchronization

/// Decodes pairs, and keeps as many as its memory holds.
///
/// What came first stays. An epoch wants every pair once, in a new order each time, so that the
/// part of the pairs that fits is also the part of the requests that is served from memory. To
/// replace what was not used for longest would serve far fewer: of half of the pairs, 15 % instead
/// of 50 %.
final class PairCache: Sendable {
  /// What is known of pairs that were asked for; nil stands for one that is too small.
  private struct Contents {
    var known: [Int: DecodedPair?] = [:]
    var byteCount = 0
  }

  private let pairs: [ImagePair]
  private let leastSide: Int
  private let memoryLimit: Int
  private let decode: @Sendable (ImagePair) throws -> DecodedPair
  private let contents = Mutex(Contents())

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

  /// Bytes of luminance kept.
  var byteCount: Int { contents.withLock(\.byteCount) }

  /// The pair at an index, from memory or from its files; nil where a side is too short. Files are
  /// read on a thread of their own kind, so that other tasks go on.
  ///
  /// - Throws: As ``DecodedPair/init(_:)-(ImagePair)`` does.
  func pair(at index: Int) async throws -> DecodedPair? {
    if let known = contents.withLock({ $0.known[index] }) { return known }
    let pair = try await onBlockingThread { [decode, pairs] in try decode(pairs[index]) }
    let isLarge = min(pair.size.width, pair.size.height) >= leastSide
    keep(isLarge ? pair : nil, at: index)
    return isLarge ? pair : nil
  }

  private func keep(_ pair: DecodedPair?, at index: Int) {
    let byteCount = pair.map { 2 * $0.size.pixelCount } ?? 0
    contents.withLock { contents in
      guard contents.known[index] == nil, contents.byteCount + byteCount <= memoryLimit else {
        return
      }
      contents.known.updateValue(pair, forKey: index)
      contents.byteCount += byteCount
    }
  }
}
