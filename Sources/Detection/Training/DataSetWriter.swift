// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Datasets
import Evaluation
import Files
import Foundation
import Fusion
import Imaging

/// Writes a labeled set as a method fuses it, for detectors to be trained on.
struct DataSetWriter: Sendable {
  /// The training part and the test part.
  let split: DetectionSplit
  /// Which classes count.
  let classes: ClassMatch
  /// How pairs are fused.
  let fusion: FusionOptions
  /// How much reading one source may cost.
  let policy: ImageDecodingPolicy

  /// What is told of a pair.
  struct Note: Sendable {
    let ranges: [ImageRange]
    let warnings: [String]
  }

  /// Writes what is not there yet; each file appears whole or not at all, and `data.yaml` last. Of
  /// a folder that has `data.yaml` nothing is looked at: what it hangs on is claimed before.
  ///
  /// - Parameters:
  ///   - source: What makes an image of a pair.
  ///   - folder: Where to.
  ///   - atOnce: How many pairs are worked on at once.
  /// - Returns: The files, and what was odd about pairs that were fused now.
  /// - Throws: What reading, fusing and writing throw.
  func write(
    _ source: DetectionSource, to folder: String, atOnce: Int
  ) async throws -> (YOLODataSet, [Note]) {
    let set = YOLODataSet(
      path: folder, classNames: classes.names,
      stems: [.train: split.train.pairs.map(\.stem), .test: split.test.pairs.map(\.stem)])
    guard !FileManager.default.fileExists(atPath: set.description) else { return (set, []) }
    var notes: [Note] = []
    for part in YOLODataSet.Part.allCases {
      for kind in ["images", "labels"] { try makeFolder("\(folder)/\(kind)/\(part.rawValue)") }
      let labeled = part == .train ? split.train : split.test
      for try await note in labeled.pairs.indices.inOrder(
        atOnce: atOnce, { try await write(source, $0, of: labeled, part, set) })
      {
        if let note { notes.append(note) }
      }
    }
    try writeFile(set.descriptionText, to: set.description)
    return (set, notes)
  }

  /// Nil where both files are there.
  private func write(
    _ source: DetectionSource, _ index: Int, of labeled: LabeledSet, _ part: YOLODataSet.Part,
    _ set: YOLODataSet
  ) async throws -> Note? {
    let stem = labeled.pairs[index].stem
    let (image, labels) = (set.image(stem, of: part), set.labels(stem, of: part))
    guard ![image, labels].allSatisfy(FileManager.default.fileExists) else { return nil }
    let sources = try await SourceImages.read(labeled.pairs[index], fusion, policy: policy)
    let fused = try await source.image(of: sources, fusion)
    try await onBlockingThread {
      try fused.write(to: image)
      let boxes = classes.counted(labeled.boxes(of: index, in: fused.size))
      try writeFile(
        YOLOText(
          boxes.map { DetectedBox(box: $0.box, classIndex: $0.classIndex, score: 1) },
          size: fused.size, withScores: false
        ).text, to: labels)
    }
    return Note(ranges: sources.ranges, warnings: sources.warnings)
  }
}
