// SPDX-License-Identifier: Apache-2.0

/// What decides the batches of a run, besides the pairs.
package struct BatchSettings: Sendable, Equatable {
  /// Pixels a side of a crop; alone in its batch, the crop of a smaller pair is as large as that
  /// allows.
  package var side: Int
  /// Crops a batch, of this process alone.
  package var count: Int
  /// Decides order, places, mirrorings and tones.
  package var seed: UInt64
  /// How much exposure and gamma of each image are varied, 0 to 1; 0 leaves them.
  package var toneVariation: Double
  /// Of `ranks` processes, this one takes samples `rank`, `rank` + `ranks`, ... of every batch
  /// of `ranks` x `count` samples that they make together.
  package var share: WorkShare

  /// Collects the settings; without a share, all samples are this process's.
  package init(
    side: Int, count: Int, seed: UInt64, toneVariation: Double = 0, share: WorkShare = .whole
  ) {
    self.side = side
    self.count = count
    self.seed = seed
    self.toneVariation = toneVariation
    self.share = share
  }

  /// Pixels; pairs with a shorter side are left out.
  var leastSide: Int { count == 1 ? min(side, Self.leastLoneSide) : side }

  private static let leastLoneSide = 32
}
