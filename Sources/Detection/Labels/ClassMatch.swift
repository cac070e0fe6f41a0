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

  /// Counts each class of the labels under the detector's name, where it has one, or as groups say.
  /// Labels that the detector calls by one name, such as person and people, are one class.
  ///
  /// - Parameters:
  ///   - labels: What the labels call their classes, in the order of their numbers.
  ///   - detector: What the detector calls its own; of a group it knows those that any member's
  ///     name names.
  ///   - groups: Classes that count as one; those of no group do not count. Nil: each by itself.
  init(labels: [String], detector: [String], groups: [ClassGroup]? = nil) {
    let known = labels.map { label in detector.firstIndex(of: Self.detectorName(label)) }
    func isKnown(_ group: ClassGroup) -> Bool {
      labels.indices.contains { known[$0] != nil && group.members.contains(labels[$0]) }
    }
    let counted = (groups ?? Self.groups(of: labels, named: Self.detectorName)).filter(isKnown)
    let ofLabels = Self.groups(of: labels, counted)
    self.init(
      names: counted.map(\.name), labels: labels, ofLabels: ofLabels,
      ofDetector: Dictionary(
        labels.indices.compactMap { index in
          known[index].flatMap { known in ofLabels[index].map { (known, $0) } }
        }, uniquingKeysWith: { first, _ in first }))
  }

  /// Counts each class of the labels under its own name, or as groups say, for a detector that is
  /// trained on just those.
  init(labels: [String], groups: [ClassGroup]?) {
    let counted = groups ?? Self.groups(of: labels) { $0 }
    self.init(
      names: counted.map(\.name), labels: labels, ofLabels: Self.groups(of: labels, counted),
      ofDetector: Dictionary(uniqueKeysWithValues: counted.indices.map { ($0, $0) }))
  }

  private init(
    names: [String], labels: [String], ofLabels: [Int?], ofDetector: [Int: Int]
  ) {
    (self.names, self.ofLabels, self.ofDetector) = (names, ofLabels, ofDetector)
    leftOut = labels.indices.filter { ofLabels[$0] == nil }.map { labels[$0] }
  }

  /// The labels of one name together, in the order of their first.
  private static func groups(
    of labels: [String], named name: (String) -> String
  ) -> [ClassGroup] {
    let members = Dictionary(grouping: labels, by: name)
    var seen: Set<String> = []
    return labels.map(name).filter { seen.insert($0).inserted }.map {
      ClassGroup(name: $0, members: members[$0] ?? [])
    }
  }

  private static func groups(of labels: [String], _ groups: [ClassGroup]) -> [Int?] {
    labels.map { label in groups.firstIndex { $0.members.contains(label) } }
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
