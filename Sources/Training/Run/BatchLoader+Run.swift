// SPDX-License-Identifier: Apache-2.0

import Collectives
import Datasets

extension BatchLoader {
  /// The batches of a rank of a run.
  ///
  /// - Throws: `DatasetError` where there are no pairs.
  init(_ pairs: [ImagePair], of run: TrainingRun, _ ranks: RankEnvironment) throws {
    let configuration = run.configuration
    try self.init(
      pairs,
      settings: BatchSettings(
        side: configuration.crop, count: configuration.batch, seed: configuration.seed,
        toneVariation: configuration.toneVariation,
        share: WorkShare(rank: ranks.rank, count: ranks.size)),
      tasks: run.loaderTasks, memoryLimit: run.dataMemoryLimit)
  }
}
