// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
public import Datasets

extension AsyncSequence where Self: Sendable, Element == RegisteredPair {
  /// The fused images of the pairs, in the pairs' order, `atOnce` of them computed at a time.
  ///
  /// At most `2 atOnce` pairs are in memory. When the loop over it is left, what is under way is
  /// cancelled.
  /// - Parameters:
  ///   - method: Fuses the luminances.
  ///   - options: Color, ranges, sizes and depth.
  ///   - atOnce: How many pairs are under way at a time.
  /// - Returns: The pairs with their fused images. It throws what the pairs' sequence throws, and
  ///   the first pair's error, as ``PairFusion`` does; nothing comes after that.
  /// - Precondition: `atOnce` is 1 or more.
  public func fused(
    by method: any FusionMethod, _ options: FusionOptions = FusionOptions(), atOnce: Int = 2
  ) -> some AsyncSequence<FusedPair, any Error> & Sendable {
    inOrder(atOnce: atOnce) { pair in
      let fused = try await PairFusion(options)(
        pair.first, pair.second, by: method, named: pair.name)
      return FusedPair(pair: pair, fused: fused)
    }
  }
}
