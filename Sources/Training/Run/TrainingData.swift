// SPDX-License-Identifier: Apache-2.0

import Datasets

/// The pairs of a run: folders in, pairs to train on and pairs to judge by out.
struct TrainingData: Sendable, Equatable {
  /// Pairs to train on.
  let training: [ImagePair]
  /// Pairs to judge by, at most as many as the settings want, spread evenly.
  let validation: [ImagePair]
  /// A line for each thing that the folders hold and that is left out.
  let warnings: [String]

  /// Divides each folder's pairs.
  ///
  /// - Throws: ``DatasetError``.
  init(_ sources: [DataSource], _ settings: ValidationSettings, seed: UInt64) throws {
    let lists = try sources.map { try $0.list() }
    warnings = lists.flatMap(\.warnings)
    let splits = lists.map {
      PairSplit($0.pairs, validationShare: settings.share, seed: seed)
    }
    training = splits.flatMap(\.training)
    validation = Self.spread(splits.flatMap(\.validation), settings.pairs)
  }

  /// At most `count` of `pairs`, at even distances.
  private static func spread(_ pairs: [ImagePair], _ count: Int) -> [ImagePair] {
    let taken = min(count, pairs.count)
    return (0..<taken).map { pairs[$0 * pairs.count / taken] }
  }
}
