// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Datasets
import Files
import Fusion

extension TrainedScoring {
  /// Notes what everything hangs on, or finds it as it was noted, before anything is computed.
  ///
  /// - Returns: What an older version that began the folder did not note.
  /// - Throws: ``DetectionError`` with `conditions` where the folder was begun otherwise, and what
  ///   reading throws.
  func claim(
    _ folder: TrainingFolder, _ split: DetectionSplit, _ classes: ClassMatch,
    _ sources: [DetectionSource], _ detector: any TrainableDetector
  ) async throws -> [String] {
    let settings = try await detector.conditions()
    return try await onBlockingThread {
      var unnoted = try folder.claim(conditions(split, classes), as: "data")
      unnoted += try folder.claim(settings, as: detector.name)
      for source in sources {
        unnoted += try folder.claim(conditions(source, split), row: source.name)
      }
      return unnoted
    }
  }

  /// What labels and source images are, by their contents.
  private func conditions(
    _ split: DetectionSplit, _ classes: ClassMatch
  ) throws -> [String: String] {
    let parts = [split.train, split.test]
    func names(_ set: LabeledSet) -> String {
      digest(set.pairs.map { "\($0.first)|\($0.second)" }.joined(separator: "\n"))
    }
    return [
      "split": split.rule, "train": names(split.train), "test": names(split.test),
      "classes": classes.names.joined(separator: ","), "stretched": "\(fusion.isStretched)",
      "members": classes.members(of: split.test.classNames),
      "labels": digest(parts.map(\.labelText).joined(separator: "\n\n")),
      "images": try SHA256.digest(ofFiles: parts.flatMap(\.pairs).flatMap(\.paths)),
    ]
  }

  /// What a row's images hang on beside those of the set.
  private func conditions(
    _ source: DetectionSource, _ split: DetectionSplit
  ) throws -> [String: String] {
    guard case .method(let method) = source else { return ["maker": "a camera"] }
    if let saved = method as? SavedImages {
      let stems = (split.train.pairs + split.test.pairs).map(\.stem)
      return [
        "maker": "saved images",
        "images": try SHA256.digest(ofFiles: stems.map { try saved.path(for: $0) }),
      ]
    }
    return networks[method.name]?.merging(["maker": "a network"]) { $1 } ?? ["maker": "a formula"]
  }

  private func digest(_ text: String) -> String { SHA256.digest(of: Array(text.utf8)) }
}

extension ClassMatch {
  /// Which of the labels' classes count as which, as a command line has them:
  /// "vehicle=car+truck,person=person".
  fileprivate func members(of labels: [String]) -> String {
    names.indices.map { index in
      let members = zip(labels, ofLabels).filter { $0.1 == index }.map(\.0)
      return "\(names[index])=\(members.joined(separator: "+"))"
    }.joined(separator: ",")
  }
}
