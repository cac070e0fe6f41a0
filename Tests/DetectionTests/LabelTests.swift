// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Imaging
import TestSupport
import Testing

@testable import Detection

/// Label files and sets, good and bad.
@Suite("labels", .tags(.unit)) struct LabelTests {
  private func file(_ text: String, classCount: Int = 3) throws -> LabelFile {
    try withTemporaryFolder { folder in
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/a.txt"))
      return try LabelFile(path: "\(folder)/a.txt", classCount: classCount)
    }
  }

  @Test("a line is a box; empty lines and files are none", arguments: ["\n", "\r\n"])
  func lines(_ end: String) throws {
    let lines = ["2 0.5 0.25 0.2 0.5", "", "  0\t1e0 0.5 0.01 1.0  "]
    let boxes = try file(lines.joined(separator: end)).boxes(in: ImageSize(width: 200, height: 40))
    #expect(boxes.map(\.classIndex) == [2, 0])
    #expect(boxes[0].box.distance(to: Box(x0: 80, y0: 0, x1: 120, y1: 20)) < 1e-9)
    #expect(boxes[1].box.distance(to: Box(x0: 199, y0: 0, x1: 201, y1: 40)) < 1e-9)
    #expect(try file(end).shares.isEmpty)
  }

  @Test(
    "a bad line is named with what was found and what is wanted",
    arguments: [
      ("0 0.5 0.5 0.1", "has 4 words; five are wanted"),
      ("0 0.5 0.5 0.1 0.1 0.9", "has 6 words; five are wanted"),
      ("3 0.5 0.5 0.1 0.1", "class 3; a number of 0 to 2 is wanted"),
      ("-1 0.5 0.5 0.1 0.1", "class -1; "), ("person 0.5 0.5 0.1 0.1", "class person; "),
      ("0 0.5 1.5 0.1 0.1", "box 0.5 1.5 0.1 0.1; shares of the image"),
      ("0 0.5 nan 0.1 0.1", "shares of the image"), ("0 0.5 0.5 0 0.1", "shares of the image"),
      ("0 0.5 0.5 x 0.1", "shares of the image"),
      ("0 0.05 0.5 0.2 0.1", "reaches beyond the image"),
    ])
  func badLines(_ line: String, _ wanted: String) throws {
    let error = try #require(throws: DetectionError.self) {
      try file("1 0.5 0.5 1 1\n\(line)\n")
    }
    #expect(error.code == .labels && error.subject?.hasSuffix("/a.txt:2") == true)
    #expect(error.message.hasPrefix(wanted) || error.message.contains(wanted), "\(error)")
  }

  /// Runs `body` in a folder with two pairs, a label file of the first, and the names of classes.
  private func inSet(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { root in
      for folder in ["vi", "ir", "labels"] {
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(folder)", withIntermediateDirectories: false)
      }
      for folder in ["vi", "ir"] {
        for name in ["1", "10"] {
          try Data().write(to: URL(filePath: "\(root)/\(folder)/\(name).png"))
        }
      }
      try Data("People\nCar\n".utf8).write(to: URL(filePath: "\(root)/classes.txt"))
      try Data("1 0.5 0.5 1 1".utf8).write(to: URL(filePath: "\(root)/labels/1.txt"))
      try body(root)
    }
  }

  @Test("a set has a label file for each pair")
  func sets() throws {
    try inSet { root in
      let missing = try #require(throws: DetectionError.self) { try LabeledSet(path: root) }
      #expect("\(missing)" == "\(root)/labels/10.txt: no such file")
      try Data().write(to: URL(filePath: "\(root)/labels/10.txt"))
      let set = try LabeledSet(path: root)
      #expect(set.pairs.map(\.stem) == ["1", "10"] && set.classNames == ["People", "Car"])
      let size = ImageSize(width: 4, height: 2)
      #expect(
        set.boxes(of: 0, in: size)
          == [LabeledBox(box: Box(x0: 0, y0: 0, x1: 4, y1: 2), classIndex: 1)])
      #expect(set.boxes(of: 1, in: size).isEmpty)
      try Data().write(to: URL(filePath: "\(root)/labels/1.txt"))
      let empty = try #require(throws: DetectionError.self) { try LabeledSet(path: root) }
      #expect("\(empty)".contains("\(root)/labels: the files of 2 images have no box"))
      try Data("\n".utf8).write(to: URL(filePath: "\(root)/classes.txt"))
      #expect(throws: DetectionError.self) { try LabeledSet(path: root) }
    }
  }

  @Test("a set in a tree has its label files in one, too")
  func trees() throws {
    try inSet { root in
      for folder in ["vi", "ir"] {
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(folder)/x", withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: "\(root)/\(folder)/x/7.png"))
      }
      for name in ["10", "x/7"] {
        let url = URL(filePath: "\(root)/labels/\(name).txt")
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data().write(to: url)
      }
      let set = try LabeledSet(path: root, pairing: FolderPairing(isRecursive: true))
      #expect(set.pairs.map(\.stem) == ["1", "10", "x/7"])
    }
  }

  @Test("classes match by COCO's names; those that the detector lacks do not count")
  func classes() {
    let match = ClassMatch(labels: ["People", "Lamp", "Car"], detector: COCOClasses.names)
    #expect(match.names == ["person", "car"])
    let box = Box(x0: 0, y0: 0, x1: 1, y1: 1)
    let labels = (0..<3).map { LabeledBox(box: box, classIndex: $0) }
    #expect(match.counted(labels).map(\.classIndex) == [0, 1])
    let found = (0..<4).map { DetectedBox(box: box, classIndex: $0, score: Double($0)) }
    #expect(match.counted(found).map(\.classIndex) == [0, 1])
    #expect(match.counted(found).map(\.score) == [0, 2])
    let merged = ClassMatch(
      labels: ["car", "suv", "truck"], detector: COCOClasses.names,
      groups: [ClassGroup(name: "vehicle", members: ["car", "suv", "truck"])])
    #expect(merged.names == ["vehicle"])
    #expect(merged.counted(labels).map(\.classIndex) == [0, 0, 0])
    #expect(merged.counted(found).map(\.score) == [2])
    let twins = ClassMatch(labels: ["person", "people", "car"], detector: COCOClasses.names)
    #expect(twins.names == ["person", "car"] && twins.leftOut.isEmpty)
    #expect(twins.counted(labels).map(\.classIndex) == [0, 0, 1])
    #expect(twins.counted(found).map(\.classIndex) == [0, 1])
    #expect(ClassMatch(labels: ["a", "b", "a"], groups: nil).names == ["a", "b"])
  }

  @Test(
    "the labeled sets at hand are read",
    .enabled(if: DataFolderLocation.path != nil, DataFolderLocation.advice),
    arguments: LabeledBenchmark.allCases)
  func shared(_ benchmark: LabeledBenchmark) throws {
    let root = "\(try #require(DataFolderLocation.path))/\(benchmark.folder)"
    let set = try LabeledSet(path: root)
    let size = ImageSize(width: 640, height: 480)
    let count = set.pairs.indices.map { set.boxes(of: $0, in: size).count }.reduce(0, +)
    // As the sets' own list has them.
    let wanted: [LabeledBenchmark: Int] = [
      .msrs: 480, .flir: 514, .llvip: 27, .m3fd: 124, .atrUMOD: 830,
    ]
    #expect(count == wanted[benchmark])
  }
}
