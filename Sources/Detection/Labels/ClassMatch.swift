// SPDX-License-Identifier: Apache-2.0

/// Which classes count in a labeled set, and what labels and detectors call them.
public struct ClassMatch: Sendable, Equatable {
  /// The names of the classes that count, in order.
  public let names: [String]
  /// What the labels call the classes that do not count.
  public let leftOut: [String]
  /// For each class of the labels the class that counts; nil where none does.
  let ofLabels: [Int?]
  /// For each class of the detector the class that counts; those without one are not looked for.
  let ofDetector: [Int: Int]

  /// Counts each class of the labels under its own name, where the detector knows it.
  ///
  /// - Parameters:
  ///   - labels: What the labels call their classes, in the order of their numbers.
  ///   - detector: What the detector calls its own.
  ///   - merged: A name under which all classes count as one; nil for none.
  init(labels: [String], detector: [String], merged: String? = nil) {
    let known = labels.map { label in detector.firstIndex(of: Self.detectorName(label)) }
    guard let merged else {
      let counted = labels.indices.filter { known[$0] != nil }
      names = counted.map { Self.detectorName(labels[$0]) }
      leftOut = labels.indices.filter { known[$0] == nil }.map { labels[$0] }
      ofLabels = labels.indices.map { counted.firstIndex(of: $0) }
      ofDetector = Dictionary(
        zip(counted.compactMap { known[$0] }, counted.indices),
        uniquingKeysWith: { first, _ in first })
      return
    }
    (names, leftOut) = ([merged], [])
    ofLabels = labels.map { _ in 0 }
    ofDetector = Dictionary(
      known.compactMap(\.self).map { ($0, 0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What COCO calls a class that data sets name otherwise.
  private static func detectorName(_ label: String) -> String {
    let name = label.lowercased().replacing("_", with: " ")
    return ["people": "person", "pedestrian": "person", "motorbike": "motorcycle"][name] ?? name
  }

  /// The labels that count, under the numbers that count.
  func counted(_ labels: [LabeledBox]) -> [LabeledBox] {
    labels.compactMap { label in
      ofLabels[label.classIndex].map { LabeledBox(box: label.box, classIndex: $0) }
    }
  }

  /// What was found of classes that count, under the numbers that count.
  func counted(_ found: [DetectedBox]) -> [DetectedBox] {
    found.compactMap { box in
      ofDetector[box.classIndex].map {
        DetectedBox(box: box.box, classIndex: $0, score: box.score)
      }
    }
  }
}
