// SPDX-License-Identifier: Apache-2.0

import Datasets

/// The pairs of a run: folders in, pairs to train on and pairs to judge by out.
struct TrainingData: Sendable, Equatable {
  /// Pairs to train on.
  let training: [ImagePair]
  /// Pairs to judge by, at most as many as the settings want, spread evenly.
  let validation: [ImagePair]

  /// Divides each folder's pairs.
  ///
  /// - Throws: ``DatasetError``.
  init(_ sources: [DataSource], _ settings: ValidationSettings, seed: UInt64) throws {
    let splits = try sources.map {
      PairSplit(try $0.pairs(), validationShare: settings.share, seed: seed)
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

/// Where pairs come from.
public enum DataSource: Codable, Sendable, Equatable {
  /// A data set's folder, which holds two folders of images: vi and ir, visible and infrared, or
  /// mri and ct, pet or spect.
  case folder(String)
  /// Two folders of images, the first modality's and the second's.
  case pairs(first: String, second: String)

  func pairs() throws -> [ImagePair] {
    switch self {
    case .folder(let path): try DataFolder(path: path).pairs().pairs
    case .pairs(let first, let second): try PairList(first: first, second: second).pairs
    }
  }

  /// The name that weights keep: the last part of the path, nothing of the machine.
  var name: String {
    switch self {
    case .folder(let path), .pairs(let path, _):
      path.split(separator: "/").last.map(String.init) ?? path
    }
  }
}
