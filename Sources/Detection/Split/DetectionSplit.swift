// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation

/// What detectors are trained on, and what they are scored on.
public struct DetectionSplit: Sendable {
  /// What they are trained on.
  public let train: LabeledSet
  /// What they are scored on.
  public let test: LabeledSet
  /// How the two were told apart, for the sheet.
  public let rule: String

  /// Two sets that lie apart, of the same classes in the same order.
  ///
  /// - Throws: ``DetectionError`` with `labels` where their classes differ or both have an image.
  public init(train: LabeledSet, test: LabeledSet, rule: String) throws(DetectionError) {
    guard train.classNames == test.classNames else {
      throw DetectionError(
        .labels,
        "the classes of the training part, \(train.classNames.joined(separator: ", ")), are not "
          + "those of the test part, \(test.classNames.joined(separator: ", ")); one list is wanted"
      )
    }
    (self.train, self.test, self.rule) = (train, test, rule)
    try requireApart()
  }

  private func requireApart() throws(DetectionError) {
    func file(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
    let learned = Set(train.pairs.map { file($0.first) })
    let both = test.pairs.map(\.first).filter { learned.contains(file($0)) }
    guard let first = both.first else { return }
    throw DetectionError(
      .labels, path: first,
      "is trained on and scored, as \(both.count) of \(test.pairs.count) images of the test part "
        + "are; parts that lie apart are wanted")
  }
}
