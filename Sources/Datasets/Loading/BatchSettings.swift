/// What decides the batches of a run, besides the pairs.
package struct BatchSettings: Sendable, Equatable {
  /// Pixels a side of a crop.
  package var side: Int
  /// Crops a batch, of this process alone.
  package var count: Int
  /// Decides order, places and mirrorings.
  package var seed: UInt64
  /// Of `ranks` processes, this one takes samples `rank`, `rank` + `ranks`, ... of every batch
  /// of `ranks` x `count` samples that they make together.
  package var share: DataShare

  /// Collects the settings; without a share, all samples are this process's.
  package init(side: Int, count: Int, seed: UInt64, share: DataShare = .whole) {
    self.side = side
    self.count = count
    self.seed = seed
    self.share = share
  }
}
