// SPDX-License-Identifier: Apache-2.0

import Alignment
import Datasets
import Files
import Foundation
import Fusion
import Imaging

/// Pictures that show whether images lie on each other.
struct AlignmentCheck {
  private let options: FusionOptions
  private let policy: ImageDecodingPolicy

  init(_ options: FusionOptions, _ policy: ImageDecodingPolicy) {
    (self.options, self.policy) = (options, policy)
  }

  /// Writes a picture of one pair to a file, or pictures of up to ``Aligner/mostPairs`` pairs to a
  /// folder, each called by its pair.
  func write(_ pairs: [ImagePair], to path: String, replacing: Bool) throws {
    guard pairs.count > 1 || isFolder(path) || path.hasSuffix("/") else {
      return try write(pairs[0], path, replacing)
    }
    let count = min(pairs.count, Aligner.mostPairs)
    for index in 0..<count {
      let pair = pairs[index * pairs.count / count]
      let file = (path as NSString).appendingPathComponent(pair.stem + ".png")
      try makeFolder((file as NSString).deletingLastPathComponent)
      try write(pair, file, replacing)
    }
  }

  private func write(_ pair: ImagePair, _ path: String, _ replacing: Bool) throws {
    let images = try pair.read(policy: policy)
    let picture = try Image.alignmentCheck(
      first: images.first, second: images.second, options: options)
    try Interruption.shared.whileWriting { try picture.write(to: path, replacing: replacing) }
  }
}
