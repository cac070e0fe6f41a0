// SPDX-License-Identifier: Apache-2.0

import Datasets
private import Foundation
import Fusion
import Imaging

/// The pairs of a run: folders in, pairs to train on and pairs to judge by out.
struct TrainingData: Sendable, Equatable {
  /// Pairs to train on.
  let training: [ImagePair]
  /// Pairs to judge by, at most as many as the settings want, spread evenly.
  let validation: [ImagePair]
  /// A line for each source whose images were paired by other than equal names.
  let notes: [String]
  /// A line for each thing that the folders hold and that is left out.
  let warnings: [String]

  /// Divides each source's pairs. A pair that several sources or places of a list name, as a
  /// weight, is divided where it is named first: all its copies are trained on, or none.
  ///
  /// What lies in `folder`, the run's own, is no data.
  ///
  /// - Throws: ``DatasetError``.
  init(
    _ sources: [DataSource], _ settings: ValidationSettings, seed: UInt64,
    excluding folder: String? = nil
  ) throws {
    let lists = try sources.map { try $0.list(excluding: [folder].compactMap(\.self)) }
    (notes, warnings) = (lists.compactMap(\.note), lists.flatMap(\.warnings))
    var (training, validation) = ([ImagePair](), [ImagePair]())
    var (seen, trained) = (Set<PairFiles>(), Set<PairFiles>())
    for list in lists {
      let new = list.pairs.filter { seen.insert(PairFiles($0)).inserted }
      let split = PairSplit(new, validationShare: settings.share, seed: seed)
      trained.formUnion(split.training.map(PairFiles.init))
      training += list.pairs.filter { trained.contains(PairFiles($0)) }
      validation += split.validation
    }
    self.training = training
    self.validation = Self.spread(validation, settings.pairs)
  }

  /// A line for each kind of image that has more than 8 bits or floats outside 0...1: what some of
  /// them use, each of which is seen in its own range.
  var ranges: [String] {
    let kinds: [(String, KeyPath<RegisteredPair, Image>)] = [
      ("first", \.first), ("second", \.second),
    ]
    return kinds.compactMap { name, image in
      SharedRange(of: image, in: training).map {
        "\(name) images: each from the 1st to the 99th percentile of its own levels; \($0)"
      }
    }
  }

  /// At most `count` of `pairs`, at even distances.
  private static func spread(_ pairs: [ImagePair], _ count: Int) -> [ImagePair] {
    let taken = min(count, pairs.count)
    return (0..<taken).map { pairs[$0 * pairs.count / taken] }
  }
}

/// What a pair is, however it is called: its files, through links, in either order.
private struct PairFiles: Hashable {
  private let paths: Set<String>

  init(_ pair: ImagePair) {
    paths = Set(
      pair.paths.map {
        URL(filePath: $0, directoryHint: .notDirectory).resolvingSymlinksInPath()
          .path(percentEncoded: false)
      })
  }
}
