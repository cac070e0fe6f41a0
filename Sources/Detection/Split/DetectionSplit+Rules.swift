// SPDX-License-Identifier: Apache-2.0

import Datasets
import Files
import Foundation

extension DetectionSplit {
  /// Divides one set.
  ///
  /// - Parameters:
  ///   - set: The pairs with their labels.
  ///   - rule: `scenes` for M3FD's scenes, `8:1:1` for shares drawn by chance, or a file that names
  ///     the test part, an image in each line: its name, or its file.
  /// - Throws: ``DetectionError`` with `labels` where the rule does not fit the set, or leaves a
  ///   part empty.
  public init(_ set: LabeledSet, by rule: String) throws(DetectionError) {
    let stems = set.pairs.map(\.stem)
    switch rule {
    case "8:1:1":
      var random = SplitMix64(seed: 1)
      let order = stems.indices.shuffled(using: &random)
      let share = (stems.count + 5) / 10
      try self.init(
        set, train: order.prefix(max(stems.count - 2 * share, 0)).sorted(),
        test: order.suffix(share).sorted(),
        rule: "Eight tenths drawn by chance are trained on, one tenth is scored, one is left "
          + "out: neighbors of scored images are trained on.")
    case "scenes":
      let numbers = try Self.m3fdNumbers(stems)
      let isTest = numbers.map { number in M3FD.testScenes.contains { $0.contains(number) } }
      try self.init(
        set, isTest: isTest, rule: "M3FD by scenes: those of DAMSDet's list are scored.")
    default:
      let names = try Self.names(path: rule, among: Set(stems))
      if let unknown = names.subtracting(stems).min() {
        throw DetectionError(.labels, path: rule, "\(unknown) is no image of the set")
      }
      let name = (rule as NSString).lastPathComponent
      try self.init(set, isTest: stems.map(names.contains), rule: "Test part: that of \(name).")
    }
  }

  private init(_ set: LabeledSet, isTest: [Bool], rule: String) throws(DetectionError) {
    try self.init(
      set, train: isTest.indices.filter { !isTest[$0] }, test: isTest.indices.filter { isTest[$0] },
      rule: rule)
  }

  private init(
    _ set: LabeledSet, train: [Int], test: [Int], rule: String
  ) throws(DetectionError) {
    guard !train.isEmpty, !test.isEmpty else {
      throw DetectionError(
        .labels,
        "\(train.count) of \(set.pairs.count) pairs are to be trained on, \(test.count) scored; "
          + "at least one each is wanted")
    }
    try self.init(train: set.part(train), test: set.part(test), rule: rule)
  }

  private static func m3fdNumbers(_ stems: [String]) throws(DetectionError) -> [Int] {
    let numbers = stems.map { Int($0) ?? -1 }
    if let index = numbers.firstIndex(where: { !(0..<M3FD.count).contains($0) }) {
      throw DetectionError(
        .labels, path: stems[index],
        "is no image of M3FD, whose names are 00000 to 04199; 8:1:1 or a file of names is wanted")
    }
    return numbers
  }

  /// The names in a file, a line each: as it is where it is one of `stems`, else without folders,
  /// else without the extension too.
  private static func names(path: String, among stems: Set<String>) throws(DetectionError) -> Set<
    String
  > {
    let bytes: [UInt8]
    do { bytes = try readFile(path, atMost: 1 << 24) } catch {
      throw DetectionError(.labels, "\(error)")
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    return Set(
      lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }.map { line in
        let name = (line as NSString).lastPathComponent
        let readings = [line, (line as NSString).deletingPathExtension, name]
        return readings.first(where: stems.contains) ?? (name as NSString).deletingPathExtension
      })
  }
}
